import { readContent, wantedWords, type Said } from './reading'
import type { GuardRequest, HistoryEntry } from './request'
import type { PackedRule } from './rule'
import { thirdParties, type ActionKind, type Party, type Purpose } from './action'

/** The question without the words it came with. */
type ReadRequest = Omit<GuardRequest, 'action'> & { action: Omit<GuardRequest['action'], 'content'> & { content?: Said } }

/** Everything a test may look at besides its own numbers; `now` comes beside it, so that later moments can be tried. */
export type Situation = {
  request: ReadRequest
  kind: ActionKind
  party: Party
  purpose: Purpose
  zones: readonly string[]
  /** oldest first, none later than the question */
  history: readonly HistoryEntry[]
}

export type Values = Record<string, string | number>
/** `until`: the first moment at which this test alone no longer objects; null: not by waiting. It objects at every moment before. */
export type Objection = { until: Date | null; values?: Values }
export type Allowance = { used: number; limit: number; resetsAt: Date | null }
export type Finding = { objection: Objection | null; allowance?: Allowance }
export type Evaluate<T> = (test: T, situation: Situation, now: Date) => Finding

export const fine: Finding = { objection: null }
export const object = (until: Date | null = null, values?: Values): Finding => ({ objection: values ? { until, values } : { until } })
export const objectIf = (is: boolean, until: Date | null = null, values?: Values): Finding => (is ? object(until, values) : fine)

/** A call to somebody beside the borrower is a third person's call, whatever it was named. */
const kindOf = (kind: ActionKind, party: HistoryEntry['party']): ActionKind => (kind === 'call' && thirdParties.includes(party) ? 'third_party_call' : kind)

/** Where a call to a third person does not say to whom, it is to a contact person. */
const partyOf = (kind: ActionKind, party: Party): Party => (kind === 'third_party_call' && party === 'borrower' ? 'contact_person' : party)

/** An agency, a legal step or a visit is collection, whatever it was named. */
const purposeOf = (kind: ActionKind, purpose: Purpose): Purpose => (['placement', 'legal_step', 'visit'].includes(kind) ? 'collection' : purpose)

export function situationOf(rules: readonly PackedRule[], request: GuardRequest): Situation {
  const history = request.history
    .filter(entry => entry.at <= request.at)
    .map(entry => ({ ...entry, kind: kindOf(entry.kind, entry.party), party: partyOf(entry.kind, entry.party) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime() || inText(a, b))
  const zones = [...new Set(request.recipientTimeZones ?? [request.recipientTimeZone ?? 'UTC'])]
  const { kind, party, purpose, content } = request.action
  const action = { ...request.action, content: content && readContent(content, wantedWords(rules)) }
  return { request: { ...request, action }, kind: kindOf(kind, party), party: partyOf(kind, party), purpose: purposeOf(kind, purpose), zones, history }
}

/** Contacts of the same moment stand in one order, however they came. */
function inText(a: HistoryEntry, b: HistoryEntry): number {
  const [first, second] = [a, b].map(({ kind, party, direction, purpose, number, email, debts, outcome }) => JSON.stringify([outcome, kind, party, direction, purpose, number, email, debts]))
  return first === second ? 0 : String(first) < String(second) ? -1 : 1
}

/** The latest of the objections' ends; one that never ends by waiting outlasts all. */
export function lastOf(objections: readonly Objection[]): Objection | null {
  return objections.reduce<Objection | null>((last, one) => {
    if (!last || last.until === null) return last ?? one
    return one.until === null || one.until > last.until ? one : last
  }, null)
}
