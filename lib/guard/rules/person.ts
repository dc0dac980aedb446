import { addDays, localDate } from '../../dates'
import type { ActionKind } from '../action'
import type { TestOf } from '../rule-test'
import { fine, lastOf, object, objectIf, type Evaluate, type Objection } from '../situation'
import { startOfDay, wallClock } from '../zone'

/** What is known of the number or address itself. */
export const numberStatus: Evaluate<TestOf<'number_status'>> = (test, { request }) => {
  const { number, email } = request.action
  const reached = request.facts.numbers.find(known => known.number === (number ?? email))
  const blocked: readonly string[] = test.blocked
  return objectIf(Boolean(reached && blocked.includes(reached.status)), null, reached && { status: reached.status })
}

/** Reg F §1006.14(h): a medium the person asked not to use; "stop calling" closes calls, "stop emailing me" closes e-mail. */
export const optedOut: Evaluate<TestOf<'opted_out'>> = (test, { request, kind, history }, now) => {
  const { action, facts } = request
  const channel = channelOf(kind)
  const closed = facts.optOuts.toSorted((a, b) => b.at.getTime() - a.at.getTime()).find(
    out =>
      out.at <= now &&
      (out.channel === 'all' || out.channel === channel) &&
      (out.number === undefined || out.number === action.number) &&
      (out.email === undefined || out.email === action.email),
  )
  if (!closed) return fine
  const confirmed = history.some(entry => entry.direction === 'out' && entry.kind === kind && entry.at >= closed.at)
  const confirms = test.confirmationPasses && action.content?.isOptOutConfirmation === true && !confirmed
  return objectIf(!confirms, null, { channel: closed.channel })
}

const channelOf = (kind: ActionKind) => (kind === 'third_party_call' ? 'call' : kind)

/** Reg F §1006.6(c); a request not to be contacted at all. */
export const ceased: Evaluate<TestOf<'ceased'>> = (test, { request }, now) => {
  const cease = request.facts.cease
  return objectIf(cease !== null && cease.at <= now && (cease.isWritten || !test.mustBeWritten))
}

/** Reg F §1006.6(b)(2): with a lawyer appointed, the lawyer is spoken to. */
export const attorney: Evaluate<TestOf<'attorney'>> = (_test, { request, party }, now) => {
  const lawyer = request.facts.attorney
  if (!lawyer || lawyer.since > now || party === 'attorney') return fine
  return lawyer.until === null ? object() : objectIf(lawyer.until > now, lawyer.until)
}

export const held: Evaluate<TestOf<'held'>> = (test, { request }, now) => {
  const running = request.facts.holds.filter(
    hold => test.reasons.includes(hold.reason) && hold.from <= now && (hold.until === null || hold.until > now),
  )
  const last = lastOf(running.map((hold): Objection => ({ until: hold.until, values: { reason: hold.reason } })))
  return { objection: last }
}

/** CBRC Order 2011 No. 2 art. 70: once signed, collecting stops while the plan is kept. */
export const planInForce: Evaluate<TestOf<'plan_in_force'>> = (_test, { request }) => {
  const { plan } = request.facts
  return objectIf(plan !== null && plan.isSigned && !plan.inBreach)
}

export const personState: Evaluate<TestOf<'person_state'>> = (test, { request }) => {
  const found = test.states.find(state => request.facts.person[state])
  return objectIf(found !== undefined, null, found && { state: found })
}

/** SI 2020/1311: sixty days, or the treatment of a mental-health crisis and thirty days after it. */
export const breathingSpace: Evaluate<TestOf<'breathing_space'>> = (test, { request, zones }, now) => {
  const space = request.facts.breathingSpace
  if (!space || space.startedAt > now) return fine
  const from = space.kind === 'standard' ? space.startedAt : space.treatmentEndedAt
  if (from === null) return object()
  const days = space.kind === 'standard' ? test.standardDays : test.afterTreatmentDays
  const objections = zones.flatMap((zone): Objection[] => {
    const until = startOfDay(addDays(wallClock(from, zone).date, days), zone)
    return until > now ? [{ until, values: { days } }] : []
  })
  return { objection: lastOf(objections) }
}

export const need: Evaluate<TestOf<'need'>> = (test, { request }) => objectIf(request.facts.needs.includes(test.need), null, { need: test.need })

/** CONC 7.9.9R: no debt fact before identity is established; unknown counts as not asked. */
export const identityFirst: Evaluate<TestOf<'identity_first'>> = (_test, { request }) => {
  const { content } = request.action
  return objectIf(request.facts.identityVerified === false && (content?.mentionsDebt === true || content?.read?.mentionsDebt === true))
}

/** Reg F §1006.6(d)(5): the number was found not reassigned within so many days. Says nothing where no check is on file. */
export const numberChecked: Evaluate<TestOf<'number_checked'>> = (test, { request, zones }, now) => {
  const checked = request.facts.numberCheckedOn
  const isOld = (on: string) => zones.some(zone => wallClock(now, zone).date > addDays(localDate(on), test.days))
  return objectIf(checked !== null && isOld(checked), null, { days: test.days })
}
