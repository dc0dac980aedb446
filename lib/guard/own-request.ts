import { Facts } from './facts'
import type { GuardRequest, HistoryEntry } from './request'
import type { FactsBody, HistoryBody, SubjectBody } from './subject'

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
      identityVerified: facts.identityVerified ?? null,
      requestedTimes: facts.requestedTimes ?? [],
      validation: validationOf(facts),
      ...few(facts),
      numbers: (facts.numbers ?? []).map(known => ({ ...known, party: known.party ?? 'borrower' })),
      thirdPersons: (facts.thirdPersons ?? []).map(({ number, consentBasis = null, reason = null }) => ({ number, consentBasis, reason, refusedAt: null, isWillingToPay: false })),
    },
  }
}

const fewHave = ['cease', 'optOuts', 'attorney', 'person', 'breathingSpace', 'agreedTimes', 'locationKnown', 'visit', 'placement', 'legal'] as const

/** The parts that few people have are parsed by the schema itself. */
function few(facts: FactsBody): Partial<Facts> {
  const keys = fewHave.filter(key => facts[key] !== undefined && facts[key] !== null)
  if (keys.length === 0) return {}
  const parsed = Facts.parse(Object.fromEntries(keys.map(key => [key, facts[key]])))
  return Object.fromEntries(keys.map(key => [key, parsed[key]]))
}

const momentOf = (text: string | null | undefined) => (text ? new Date(text) : null)

const validationOf = ({ validation }: FactsBody): Facts['validation'] =>
  validation
    ? {
        firstCommunicationAt: momentOf(validation.firstCommunicationAt),
        noticeSentAt: momentOf(validation.noticeSentAt),
        periodEndsOn: validation.periodEndsOn ?? null,
        disputedAt: momentOf(validation.disputedAt),
        verificationSentAt: momentOf(validation.verificationSentAt),
      }
    : null

/** One person's history serves every question about them. */
const kept = new WeakMap<readonly HistoryBody[], HistoryEntry[]>()
function entriesOf(history: HistoryBody[]): HistoryEntry[] {
  const known = kept.get(history)
  if (known) return known
  const entries = history.map(({ at, ...entry }) => ({ party: 'borrower' as const, direction: 'out' as const, purpose: 'collection' as const, debts: [], outcome: null, ...entry, at: new Date(at) }))
  kept.set(history, entries)
  return entries
}
