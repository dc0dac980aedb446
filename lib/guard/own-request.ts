import { Facts } from './facts'
import type { GuardRequest, HistoryEntry } from './request'
import type { HistoryBody, SubjectBody } from './subject'

const nothing = Facts.parse({})

/**
 * What the schema makes of a body that we built ourselves, without asking it: parsing costs many times the decision. A test holds the two
 * equal; bodies from outside go through `GuardRequest.parse`.
 */
export function ownRequest({ policy, at, recipientTimeZone, action, history, facts }: SubjectBody, packs: string[]): GuardRequest {
  return {
    packs,
    policy,
    at: new Date(at),
    recipientTimeZone,
    action: { ...action, party: action.party ?? 'borrower', debts: action.debts ?? [] },
    history: entriesOf(history),
    facts: {
      ...nothing,
      plan: facts.plan ? { inBreach: false, ...facts.plan } : null,
      holds: (facts.holds ?? []).map(hold => ({ reason: hold.reason, from: new Date(hold.from), until: hold.until ? new Date(hold.until) : null })),
      optOuts: (facts.optOuts ?? []).map(out => ({ ...out, at: new Date(out.at) })),
      needs: facts.needs ?? [],
      requestedTimes: facts.requestedTimes ?? [],
      numbers: (facts.numbers ?? []).map(known => ({ ...known, party: known.party ?? 'borrower' })),
      thirdPersons: (facts.thirdPersons ?? []).map(({ number, consentBasis = null, reason = null }) => ({ number, consentBasis, reason, refusedAt: null, isWillingToPay: false })),
    },
  }
}

/** One person's history serves every question about them. */
const kept = new WeakMap<readonly HistoryBody[], HistoryEntry[]>()
function entriesOf(history: HistoryBody[]): HistoryEntry[] {
  const known = kept.get(history)
  if (known) return known
  const entries = history.map(({ at, ...entry }) => ({ party: 'borrower' as const, direction: 'out' as const, purpose: 'collection' as const, debts: [], outcome: null, ...entry, at: new Date(at) }))
  kept.set(history, entries)
  return entries
}
