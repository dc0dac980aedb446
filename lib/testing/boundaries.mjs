import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { cruise } from 'dependency-cruiser'
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config'

const FOLDERS = ['app', 'components', 'db', 'lib', 'e2e']
const { forbidden, options } = createRequire(import.meta.url)('./boundaries.config.cjs')

const expected = FOLDERS.flatMap(folder => readdirSync(folder, { withFileTypes: true, recursive: true }))
  .filter(entry => entry.isFile() && /\.(ts|tsx)$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
  .map(entry => path.join(entry.parentPath, entry.name).replaceAll(path.sep, '/'))

const { output } = await cruise(
  FOLDERS,
  { ...options, ruleSet: { forbidden }, validate: true },
  {},
  { tsConfig: extractTSConfig('tsconfig.json') },
)
const cruised = new Set(output.modules.map(found => found.source))
const missed = expected.filter(file => !cruised.has(file))

for (const { rule, from, to, cycle } of output.summary.violations) {
  const route = cycle ? cycle.map(step => step.name ?? step).join(' → ') : to
  console.error(`${rule.name}: ${from} → ${route}`)
}
if (missed.length > 0)
  console.error(`Not looked at, so nothing was proved: ${missed.slice(0, 10).join(', ')} (${missed.length} files)`)

const failed = output.summary.error > 0 || missed.length > 0
console.log(failed ? 'The import rules are broken.' : `${expected.length} files keep the import rules.`)
process.exitCode = failed ? 1 : 0
