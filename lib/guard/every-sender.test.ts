import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { callsWithin, functionsOf, readSources, visit, type Source } from '../testing/sources'

/** What takes a decision. A function that calls one of these asks the guard. */
const ASKS = ['decideContact', 'decideMany', 'takeDecision']

/** Tables whose rows are something done to a person. */
const TABLES = ['contacts', 'visits', 'placements', 'legalSteps']

/**
 * Every place that can make an outbound thing happen, and how each asks. A place that is not here fails the test: take the decision there,
 * then add it. `to_a_machine`: a payment provider and the sandbox in its place speak to servers about a checkout, and reach no person.
 */
const PLACES: Record<string, 'asks' | 'inbound' | 'decision_taken' | 'handed_only' | 'transport' | 'to_a_machine'> = {
  'lib/contacts/commands.ts startCall contacts': 'asks',
  'lib/contacts/commands.ts logInbound contacts': 'inbound',
  'lib/contacts/report-commands.ts reportContact contacts': 'decision_taken',
  'lib/threads/write-commands.ts sendReply contacts': 'asks',
  'lib/outbox/batch-commands.ts write contacts': 'asks',
  'lib/placements/commands.ts placeCase placements': 'asks',
  'lib/outbox/send-commands.ts passToGateway gateway': 'handed_only',
  'lib/outbox/http-gateway-port.ts httpGateway fetch': 'transport',
  'lib/payments/provider-port.ts httpProvider fetch': 'to_a_machine',
  'lib/payments/sandbox-events-port.ts post fetch': 'to_a_machine',
}

const shipped = readSources(['app', 'components', 'db', 'lib']).filter(
  ({ file }) => !/\.test\.tsx?$|^lib\/testing\//.test(file),
)
/** A view talks to its own server. */
const isView = ({ file }: Source) => file.startsWith('components/') || file.endsWith('.tsx')
const found = shipped.flatMap(source =>
  placesIn(source)
    .filter(({ mark }) => mark !== 'fetch' || !isView(source))
    .map(place => ({ source, ...place })),
)
const byHow = (how: string) => found.filter(({ key }) => PLACES[key] === how)

describe('every place that can send', () => {
  it('is on the list, and the list names nothing else', () => {
    expect([...new Set(found.map(({ key }) => key))].sort()).toEqual(Object.keys(PLACES).sort())
  })

  it('asks the guard in the command that leads to it', () => {
    const mute = byHow('asks').filter(({ source, name }) => !commandsLeadingTo(source, name).every(command => asksWithin(source, command)))
    expect(mute.map(({ key }) => key)).toEqual([])
  })

  it('writes with the decision it took, unless it writes down what came in', () => {
    for (const { key, node } of [...byHow('asks'), ...byHow('decision_taken')]) expect(bodyOf(key, node), key).toContain('guardDecisionId')
    for (const { node } of byHow('inbound')) expect(node.getText()).toMatch(/direction: 'in'/)
  })

  it('gives to a gateway only what the database has let become `handed`', () => {
    for (const { node } of byHow('handed_only')) expect(node.getText()).toMatch(/status !== 'handed'/)
  })

  it('is seen by this check however it is written', () => {
    const text = "export const a = (ctx) => ctx.db.insert(contacts).values({}); export function b() { return sql`INSERT into contacts (id)` } function c() { mailGateway()?.({}) } const d = () => fetch('https://sms.example')"
    const tree = ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true)
    expect(placesIn({ file: 'x.ts', text, lines: 1, tree }).map(({ key }) => key)).toEqual(['x.ts a contacts', 'x.ts b contacts', 'x.ts c gateway', 'x.ts d fetch'])
  })
})

function placesIn(source: Source): { key: string; name: string; mark: string; node: ts.Node }[] {
  return [...functionsOf(source)].flatMap(([name, { node }]) => {
    const marks = new Set<string>()
    visit(node, inner => void (markOf(inner) && marks.add(markOf(inner) ?? '')))
    return [...marks].map(mark => ({ key: `${source.file} ${name} ${mark}`, name, mark, node }))
  })
}

function markOf(node: ts.Node): string | null {
  const raw = ts.isTemplateLiteral(node) && /insert\s+into\s+"?(contacts|visits|placements|legal_steps)\b/i.exec(node.getText())
  if (raw) return raw[1] ?? null
  if (!ts.isCallExpression(node)) return null
  const { expression } = node
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text === 'insert' ? (TABLES.find(table => table === node.arguments[0]?.getText()) ?? null) : null
  if (ts.isIdentifier(expression) && expression.text === 'fetch') return 'fetch'
  // `gateway(…)`, or the call of what `smsGateway()` and its like give.
  const isGateway = (ts.isIdentifier(expression) && expression.text === 'gateway') || (ts.isCallExpression(expression) && /Gateway$/.test(expression.expression.getText()))
  return isGateway ? 'gateway' : null
}

/** The exported functions of the file from which a function is reached; itself when it is exported. */
function commandsLeadingTo(source: Source, name: string): string[] {
  const exported = [...functionsOf(source)].filter(([, { isExported }]) => isExported).map(([command]) => command)
  return exported.filter(command => command === name || callsWithin(source, command).has(name))
}

const asksWithin = (source: Source, command: string): boolean => ASKS.some(ask => callsWithin(source, command).has(ask))

/** The function, and those of its file that make its rows. */
function bodyOf(key: string, node: ts.Node): string {
  const source = found.find(place => place.key === key)?.source
  if (!source) return node.getText()
  const called = callsWithin(source, key.split(' ')[1] ?? '')
  return [node.getText(), ...[...functionsOf(source)].filter(([name]) => called.has(name)).map(([, { node: inner }]) => inner.getText())].join('\n')
}
