import type { FactsBody } from '../guard/subject'
import { details, type CircumstanceKind } from './circumstance'

/** One that runs, as it is stored; moments as ISO text. */
export type Running = { kind: CircumstanceKind; since: string; until: string | null; detail: unknown }
export type CircumstanceFacts = Pick<
  FactsBody,
  'cease' | 'optOuts' | 'attorney' | 'person' | 'breathingSpace' | 'validation' | 'agreedTimes' | 'identityVerified' | 'locationKnown' | 'visit'
>

/** What runs at `now`, in the guard's words. Only what is known is said. */
export function factsOf(rows: readonly Running[], now: Date): CircumstanceFacts {
  const facts: CircumstanceFacts = {}
  for (const row of rows) if (row.until === null || new Date(row.until) > now) add(facts, row)
  return facts
}

function add(facts: CircumstanceFacts, { kind, since, until, detail }: Running): void {
  const at = new Date(since).toISOString()
  switch (kind) {
    case 'attorney':
      facts.attorney = { since: at, until: until && new Date(until).toISOString() }
      return
    // A wish said by mouth closes every channel; said in writing it ends contact altogether (Reg F §1006.6(c), §1006.14(h)).
    case 'cease':
      facts.cease = { at, isWritten: details.cease.parse(detail).isWritten }
      facts.optOuts = [{ channel: 'all', at }]
      return
    case 'death':
    case 'incapacity':
    case 'insolvency':
      facts.person = { ...facts.person, [states[kind]]: true }
      return
    case 'breathing_space':
      facts.breathingSpace = breathingSpaceOf(at, detail)
      return
    case 'validation_notice':
      facts.validation = { ...facts.validation, noticeSentAt: at, periodEndsOn: details.validation_notice.parse(detail).periodEndsOn }
      return
    case 'written_dispute':
      facts.validation = { ...facts.validation, disputedAt: at }
      return
    case 'verification_sent':
      facts.validation = { ...facts.validation, verificationSentAt: at }
      return
    case 'agreed_times':
      facts.agreedTimes = [...(facts.agreedTimes ?? []), details.agreed_times.parse(detail)]
      return
    case 'do_not_visit':
      facts.visit = { doNotVisit: true }
      return
    case 'found':
      facts.locationKnown = true
      return
    case 'identity_verified':
      facts.identityVerified = true
  }
}

const states = { death: 'isDead', incapacity: 'isIncapable', insolvency: 'isInsolvent' } as const

function breathingSpaceOf(startedAt: string, detail: unknown): CircumstanceFacts['breathingSpace'] {
  const { space, treatmentEndedAt } = details.breathing_space.parse(detail)
  return { kind: space, startedAt, treatmentEndedAt }
}
