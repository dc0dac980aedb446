/** The import rules of the house. `npm run boundaries` checks them over every file of app, components, db, lib and e2e. */
const IO = [
  '^lib/.+[/-](queries|commands|handlers)\\.ts$',
  '^lib/transaction\\.ts$',
  '^lib/(audit|jobs|testing)/',
  '^lib/.+-port[a-z0-9-]*\\.ts$',
]
const TEST = '\\.test\\.tsx?$'
const DATABASE = '^db/|node_modules/(drizzle-orm|postgres|pg|pg-boss|pg-copy-streams)/'
const FRAMEWORK = 'node_modules/(next|next-auth|next-intl|react|react-dom)/'
const MACHINE = '^(node:)?(fs|fs/promises|http|https|net|child_process)$'
const value = { dependencyTypesNot: ['type-only'] }

const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

module.exports = {
  forbidden: [
    rule('no-cycles', 'no cycle of value imports', {}, { circular: true, viaOnly: value }),
    // Pure files may take values only from pure files, so forbidding the first step forbids every path.
    rule(
      'pure-domain',
      'pure files never touch database, framework or machine',
      { path: '^lib/', pathNot: [...IO, TEST] },
      {
        path: [DATABASE, FRAMEWORK, MACHINE, ...IO],
        ...value,
      },
    ),
    rule('lib-without-next', 'lib knows neither Next nor React', { path: '^lib/' }, { path: FRAMEWORK }),
    rule('lib-below-app', 'lib never looks up', { path: '^lib/' }, { path: '^(app|components|e2e)/' }),
    rule(
      'db-is-the-floor',
      'db imports only the shared vocabulary',
      { path: '^db/', pathNot: ['^db/seed/', TEST] },
      {
        path: '^(app|components|e2e|lib)/',
        pathNot: '^lib/(money|dates|env)\\.ts$',
      },
    ),
    rule('seed-below-app', 'the seed speaks through commands', { path: '^db/seed/' }, { path: '^(app|components|e2e)/' }),
    rule(
      'components-are-views',
      'views get data and actions as props',
      { path: '^components/' },
      { path: ['^(app|db|e2e)/', DATABASE, ...IO], ...value },
    ),
    rule(
      'app-goes-through-lib',
      'only app/_server knows the database',
      { path: '^app/', pathNot: '^app/_server/' },
      { path: DATABASE },
    ),
    rule(
      'app-without-tests',
      'nothing that ships imports test machinery',
      { path: '^(app|components|lib|db)/', pathNot: ['^lib/testing/', TEST] },
      {
        path: '^lib/testing/|^e2e/|node_modules/(vitest|fast-check|@playwright)/',
      },
    ),
    rule(
      'e2e-is-outside',
      'specs speak HTTP; only e2e/support may use factories',
      { path: '^e2e/', pathNot: '^e2e/support/' },
      {
        path: '^(app|components|db|lib)/',
      },
    ),
    rule(
      'no-unresolved',
      'every import leads somewhere',
      { path: '^(app|components|db|lib|e2e)/' },
      { couldNotResolve: true, pathNot: '\\.css$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[.]next/|^next-env' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['react-server', 'import', 'require', 'node', 'default'],
    },
  },
}
