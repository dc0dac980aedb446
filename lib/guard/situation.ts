import type { GuardRequest, HistoryEntry } from './request'
import { thirdParties, type ActionKind } from './action'

/** Everything a test may look at besides its own numbers; `now` comes beside it, so that later moments can be tried. */
export type Situation = {
  request: GuardRequest
  kind: ActionKind
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

export function situationOf(request: GuardRequest): Situation {
  const history = request.history
    .filter(entry => entry.at <= request.at)
    .map(entry => ({ ...entry, kind: kindOf(entry.kind, entry.party) }))
    .sort((a, b) => a.at.getTime() - b.at.getTime())
  const zones = [...new Set(request.recipientTimeZones ?? [request.recipientTimeZone ?? 'UTC'])]
  return { request, kind: kindOf(request.action.kind, request.action.party), zones, history }
}

/** The latest of the objections' ends; one that never ends by waiting outlasts all. */
export function lastOf(objections: readonly Objection[]): Objection | null {
  return objections.reduce<Objection | null>((last, one) => {
    if (!last || last.until === null) return last ?? one
    return one.until === null || one.until > last.until ? one : last
  }, null)
}
