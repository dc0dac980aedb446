import { addDays } from '../../dates'
import { isConversation, isFailed, provesNumberDead } from '../outcome-classes'
import type { TestOf } from '../rule-test'
import { fine, lastOf, object, objectIf, type Evaluate, type Objection, type Situation } from '../situation'
import { startOfDay, wallClock } from '../zone'

/**
 * CBA 2026: only when the borrower's number is dead, or from the day after so many dials in a row failed (three days in a row are three
 * dials at least); over once the borrower is reached. For a dead or incapable person heirs may be looked for (GB/T 45251-2025).
 */
export const lostContact: Evaluate<TestOf<'lost_contact'>> = (test, situation, now) => {
  const { request, zones } = situation
  if (request.facts.person.isDead || request.facts.person.isIncapable) return fine
  const streak = failedSince(situation)
  if (areNumbersDead(situation) && !isReachedLast(situation)) return fine
  const proof = streak[test.failedDials - 1]
  if (!proof) return object(null, { failed: streak.length, needed: test.failedDials })
  const objections = zones.flatMap((zone): Objection[] => {
    const until = startOfDay(addDays(wallClock(proof.at, zone).date, 1), zone)
    return until > now ? [{ until, values: { failed: streak.length, needed: test.failedDials } }] : []
  })
  return { objection: lastOf(objections) }
}

const ownCalls = ({ history }: Situation) => history.filter(entry => entry.kind === 'call' && entry.party === 'borrower')

/** Failed dials to the borrower since the person was last reached or a dial did anything but fail. */
function failedSince(situation: Situation) {
  const calls = ownCalls(situation)
  const reached = calls.findLastIndex(entry => !isFailed(entry.outcome))
  return calls.slice(reached + 1).filter(entry => entry.direction === 'out')
}

const isReachedLast = (situation: Situation) => {
  const last = ownCalls(situation).at(-1)
  return last !== undefined && last.outcome !== null && isConversation(last.outcome)
}

function areNumbersDead(situation: Situation): boolean {
  const own = situation.request.facts.numbers.filter(known => known.party === 'borrower')
  if (own.length > 0) return own.every(known => ['invalid', 'wrong_person'].includes(known.status))
  const last = ownCalls(situation).at(-1)
  return last !== undefined && provesNumberDead(last.outcome)
}

/** Only where somebody is, or to pass a message; payment is spoken of only with a person who offered it (GB/T 45251-2025). */
export const thirdPersonAsks: Evaluate<TestOf<'third_person_asks'>> = (test, situation) => {
  const { asks } = situation.request.action
  if (asks === undefined) return objectIf(test.mustAsk)
  const isOffered = asks !== 'payment' || thirdPerson(situation)?.isWillingToPay === true
  return objectIf(!test.allowed.includes(asks) || !isOffered, null, { asks })
}

export const thirdPerson = ({ request }: Situation) => request.facts.thirdPersons.find(person => person.number === request.action.number)

export const thirdPersonRefused: Evaluate<TestOf<'third_person_refused'>> = (_test, situation, now) => {
  const refusedAt = thirdPerson(situation)?.refusedAt ?? null
  return objectIf((refusedAt !== null && refusedAt <= now) || hasSaidStop(situation))
}

const hasSaidStop = ({ request, history }: Situation) =>
  history.some(entry => entry.kind === 'third_party_call' && entry.number === request.action.number && ['DNC', 'OPT'].includes(entry.outcome ?? ''))

/** Reg F §1006.10: not more than once each. A line that was busy or nobody's is no communication. */
export const thirdPersonOnce: Evaluate<TestOf<'third_person_once'>> = (_test, { request, history }) =>
  objectIf(
    history.some(
      entry =>
        entry.kind === 'third_party_call' &&
        entry.direction === 'out' &&
        (request.action.number === undefined || entry.number === undefined || entry.number === request.action.number) &&
        !isFailed(entry.outcome),
    ),
  )

/** PIPL art. 13: a contact person is no party to the contract, so their number needs a basis of its own, and the call a reason. */
export const thirdPersonConsent: Evaluate<TestOf<'third_person_consent'>> = (_test, situation) => {
  const person = thirdPerson(situation)
  return objectIf(!person?.consentBasis || !person.reason)
}

/** Reg F §1006.10 is about finding somebody: once the place is known, nobody else is asked. */
export const locationKnown: Evaluate<TestOf<'location_known'>> = (_test, { request }) => objectIf(request.facts.locationKnown)
