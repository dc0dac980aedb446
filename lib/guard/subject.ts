import type { CircumstanceFacts } from '../circumstances/facts'
import type { Actor } from '../context'
import { requestedTimesOf } from '../preferences/contact-hours'
import { isConversation } from './outcome-classes'
import type { GuardPolicy } from './policy'
import type { Party } from './action'
import type { GuardRequestBody } from './request'

export type RealAction = {
  kind: GuardRequestBody['action']['kind']
  purpose: GuardRequestBody['action']['purpose']
  contactPointId: string | null
} & Omit<GuardRequestBody['action'], 'kind' | 'purpose' | 'party' | 'number' | 'email' | 'debts'>

export type Point = { id: string; kind: string; relation: string; validity: string; consent: string; timeZone: string | null; messagesStoppedAt: Date | null }
export type FactsBody = NonNullable<GuardRequestBody['facts']>
export type HistoryBody = NonNullable<GuardRequestBody['history']>[number]
export type Known = { debts: string[]; facts: Pick<FactsBody, 'plan' | 'holds' | 'needs'> & CircumstanceFacts }
/** What only one sort of action asks about, loaded with it: a visit, a placement, a step at law. */
export type StepFacts = Pick<FactsBody, 'visit' | 'placement' | 'legal'>
export type OnFile = { timeZone: string; contactHours: string | null; points: readonly Point[]; history: HistoryBody[]; known: Known }

/** The body of a guard request about one person; complete but for the packs. */
export type SubjectBody = Required<Pick<GuardRequestBody, 'policy' | 'at' | 'recipientTimeZone' | 'history' | 'facts' | 'action'>>
export type Subject = (action: RealAction, step?: StepFacts) => SubjectBody

/** From what is on file about one person to the body of a guard request: numbers are ids of contact points, debts ids of loans. */
export function subjectOf(policy: GuardPolicy, now: Date, { timeZone, contactHours, points, history, known }: OnFile): Subject {
  const at = now.toISOString()
  const validation = validationOf(known, history)
  return ({ contactPointId, ...action }, step = {}) => {
    const point = points.find(one => one.id === contactPointId)
    const party = partyOf(point?.relation)
    const lacks = missing(action.kind, point) ? (contactPointId ?? NOWHERE) : null
    const place = lacks ?? contactPointId ?? undefined
    return {
      policy,
      at,
      recipientTimeZone: point?.timeZone ?? timeZone,
      action: { ...action, party, debts: known.debts, ...(action.kind === 'email' ? { email: place } : { number: place }) },
      history,
      facts: {
        ...known.facts,
        ...step,
        ...visitOf(known, step),
        ...validation,
        identityVerified: known.facts.identityVerified ?? false,
        requestedTimes: requestedTimesOf(contactHours),
        ...(points.some(one => one.messagesStoppedAt) ? { optOuts: points.flatMap(optOutOf) } : {}),
        numbers: points
          .map((one): NumberFact => ({ number: one.id, party: partyOf(one.relation), status: one.id === lacks ? 'not_on_file' : statusOf(one) }))
          .concat(lacks !== null && !point ? [{ number: lacks, party, status: 'not_on_file' }] : []),
        thirdPersons: points
          .filter(one => one.relation !== 'self')
          .map(one => ({ number: one.id, consentBasis: one.consent === 'granted' ? 'granted' : null, reason: action.reason ?? null })),
      },
    }
  }
}

/** A place not to be visited stays one, whatever is planned. */
const visitOf = ({ facts }: Known, { visit }: StepFacts): StepFacts => (facts.visit && visit ? { visit: { ...visit, doNotVisit: true } } : {})

/** Reg F §1006.34(a) counts from the first communication; one that is older than the history is long past its days. */
function validationOf({ facts }: Known, history: HistoryBody[]): Pick<FactsBody, 'validation'> {
  const firstCommunicationAt = history.find(isCommunication)?.at
  return firstCommunicationAt ? { validation: { ...facts.validation, firstCommunicationAt } } : {}
}

const isCommunication = ({ direction, purpose, party, kind, outcome }: HistoryBody): boolean =>
  direction !== 'in' && purpose === 'collection' && (party ?? 'borrower') === 'borrower' && (kind === 'call' ? Boolean(outcome && isConversation(outcome)) : isMessage(kind))

const isMessage = (kind: RealAction['kind']): boolean => ['sms', 'email', 'letter', 'app_message', 'social_message'].includes(kind)

/** Says on whose behalf: some warnings are passed only by some roles. */
export const withRole = (actor: Actor, action: RealAction): RealAction => ({ ...action, role: actor.kind === 'staff' ? actor.roles.join(',') : actor.kind })

export const partyOf = (relation: string | undefined): Party =>
  relation === undefined || relation === 'self' ? 'borrower' : relation === 'spouse' || relation === 'employer' ? relation : 'contact_person'

/** Where somebody was reached, in the words of the request. */
export const placeOf = (kind: string, number: string | null) => (number === null ? {} : kind === 'email' ? { email: number } : { number })

const optOutOf = ({ id, kind, messagesStoppedAt: at }: Point) => {
  const channel = kind === 'email' ? ('email' as const) : ('sms' as const)
  return at ? [{ channel, ...placeOf(channel, id), at: at.toISOString() }] : []
}

type NumberFact = NonNullable<FactsBody['numbers']>[number]

function statusOf({ validity, consent }: Point): NumberFact['status'] {
  if (validity === 'invalid' || validity === 'wrong_person') return validity
  if (consent === 'refused') return 'refused'
  return validity === 'valid' ? 'valid' : 'unknown'
}

const NOWHERE = 'none'
const wanted: Partial<Record<RealAction['kind'], string>> = { call: 'phone', third_party_call: 'phone', sms: 'phone', email: 'email', letter: 'address', visit: 'address' }

/** A channel that needs a place to reach somebody, and that is not one of that sort. */
const missing = (kind: RealAction['kind'], point: Point | undefined): boolean => wanted[kind] !== undefined && point?.kind !== wanted[kind]
