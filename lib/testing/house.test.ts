import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import {
  callsWithin,
  functionsOf,
  hasDirective,
  hasModifier,
  importedFrom,
  placeOf,
  readSources,
  visit,
  type Source,
} from './sources'

const FOLDERS = ['app', 'components', 'db', 'lib', 'e2e']
const COMMANDS = /(^|[/-])commands(\.ts)?$/
/** Who somebody is cannot be asked of them before they are known: sign-in goes through the database's own narrow functions. */
const BEFORE_SIGN_IN = new Set(['lib/accounts/session-commands.ts'])
const WITHOUT_ACTION = new Set(['app/_server/preferences-actions.ts'])
const CLOCK = new Set(['lib/clock.ts'])

const sources = readSources(FOLDERS)
const shipped = sources.filter(({ file }) => !/\.test\.tsx?$|^e2e\/|^lib\/testing\//.test(file))

describe('size', () => {
  it('keeps half of the files within 60 lines, nine in ten under 180, none over 300', () => {
    const sizes = sources.map(source => source.lines).sort((a, b) => a - b)
    const share = (part: number) => sizes[Math.floor((sizes.length - 1) * part)] ?? 0
    expect(sources.filter(source => source.lines > 300).map(source => `${source.file} ${source.lines}`)).toEqual([])
    expect({ median: share(0.5) <= 60, ninth: share(0.9) < 180 }, `median ${share(0.5)}, nine in ten ${share(0.9)}`).toEqual({
      median: true,
      ninth: true,
    })
  })
})

describe('the clock', () => {
  it('is read in lib/clock.ts only', () => {
    const reads = shipped.filter(({ file }) => !CLOCK.has(file) && !file.startsWith('components/')).flatMap(clockReads)
    expect(reads).toEqual([])
  })

  it('is found by this check wherever it hides', () => {
    const tree = ts.createSourceFile(
      'x.ts',
      'new Date(); Date.now(); Math.random(); Temporal.Now.instant(); new Date(1)',
      ts.ScriptTarget.Latest,
      true,
    )
    expect(clockReads({ file: 'x.ts', text: tree.text, lines: 1, tree })).toHaveLength(4)
  })
})

describe('server actions', () => {
  it('are all made by action(…)', () => {
    const files = shipped.filter(({ tree, file }) => hasDirective(tree.statements, 'use server') && !WITHOUT_ACTION.has(file))
    expect(files.flatMap(bareExports)).toEqual([])
  })

  it('live in files of their own, never inside a function', () => {
    const inside = shipped.flatMap(source => {
      const found: string[] = []
      visit(source.tree, node => {
        if (ts.isBlock(node) && hasDirective(node.statements, 'use server')) found.push(placeOf(source, node))
      })
      return found
    })
    expect(inside).toEqual([])
  })
})

/** One event, many of them, or the row that is written with other rows. */
const TRACES = ['record', 'recordMany', 'auditRow']

describe('commands', () => {
  const commands = shipped
    .filter(({ file }) => file.startsWith('lib/') && COMMANDS.test(file))
    .flatMap(source =>
      [...functionsOf(source)]
        .filter(([, found]) => found.isExported && isCommand(found.node))
        .map(([name]) => ({ source, name, label: `${source.file} ${name}` })),
    )

  it('all ask whether the actor may', () => {
    const missing = commands.filter(({ source, name }) => !BEFORE_SIGN_IN.has(source.file) && !calls(source, name, 'authorize'))
    expect(missing.map(({ label }) => label)).toEqual([])
  })

  it('leave an audit event where they open a transaction', () => {
    const missing = commands.filter(({ source, name }) => calls(source, name, 'transaction') && !TRACES.some(trace => calls(source, name, trace)))
    expect(missing.map(({ label }) => label)).toEqual([])
  })
})

/** What waits for the database or takes a context; a sync function beside it is part of the decision. */
function isCommand(node: ts.Node): boolean {
  if (!ts.isFunctionLike(node)) return true
  const [first] = node.parameters
  return (
    hasModifier(node, ts.SyntaxKind.AsyncKeyword) ||
    (first !== undefined && ts.isIdentifier(first.name) && first.name.text === 'ctx')
  )
}

/** A command that hands its work to another command is judged there. */
function calls(source: Source, name: string, wanted: string): boolean {
  const called = callsWithin(source, name)
  if (called.has(wanted)) return true
  if (wanted === 'transaction') return false
  const others = importedFrom(source, COMMANDS)
  return [...called].some(callee => others.has(callee))
}

function clockReads(source: Source): string[] {
  const found: string[] = []
  visit(source.tree, node => {
    const isBareDate = ts.isNewExpression(node) && node.expression.getText(source.tree) === 'Date' && !node.arguments?.length
    const isRead =
      ts.isPropertyAccessExpression(node) && /^(Date\.now|Math\.random|Temporal\.Now)$/.test(node.getText(source.tree))
    if (isBareDate || isRead) found.push(placeOf(source, node))
  })
  return found
}

/** Exports of a file of actions that are not `const x = action(…)`; types are nothing at run time. */
function bareExports(source: Source): string[] {
  return source.tree.statements.flatMap(statement => {
    if (ts.isTypeAliasDeclaration(statement)) return []
    if (ts.isExportDeclaration(statement) || ts.isExportAssignment(statement)) return [placeOf(source, statement)]
    if (!hasModifier(statement, ts.SyntaxKind.ExportKeyword)) return []
    if (!ts.isVariableStatement(statement)) return [placeOf(source, statement)]
    return statement.declarationList.declarations
      .filter(({ initializer }) => !isMadeByAction(initializer))
      .map(found => placeOf(source, found))
  })
}

function isMadeByAction(initializer: ts.Expression | undefined): boolean {
  return Boolean(
    initializer &&
    ts.isCallExpression(initializer) &&
    ts.isIdentifier(initializer.expression) &&
    initializer.expression.text === 'action',
  )
}
