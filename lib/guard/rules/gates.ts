import { addDays, localDate } from '../../dates'
import type { TestOf } from '../rule-test'
import { objectIf, object, fine, lastOf, type Evaluate } from '../situation'
import { startOfDay, wallClock } from '../zone'
import { isTimeBarred } from './content'

/** Announced with purpose, time and place, and proven delivered, before anybody sets out. */
export const visitNotice: Evaluate<TestOf<'visit_notice'>> = (test, { request }, now) => {
  const visit = request.facts.visit
  const missing = ['purpose', 'time', 'place'].filter(part => !visit?.noticeStates.some(stated => stated === part))
  if (!visit?.noticeDeliveredAt || missing.length > 0) return object(null, { missing: missing.join(', ') })
  const from = new Date(visit.noticeDeliveredAt.getTime() + test.hours * 3_600_000)
  return objectIf(from > now, from, { hours: test.hours })
}
export const visitPeople: Evaluate<TestOf<'visit_people'>> = (test, { request }) =>
  objectIf((request.facts.visit?.people ?? 0) < test.people, null, { people: test.people })
export const visitRecorded: Evaluate<TestOf<'visit_recorded'>> = (_test, { request }) => objectIf(!request.facts.visit?.isRecorded)
export const visitEntry: Evaluate<TestOf<'visit_entry'>> = (_test, { request }, now) => {
  const given = request.facts.consents.filter(consent => consent.to === 'enter_premises').map(consent => consent.at.getTime())
  const first = given.length > 0 ? new Date(Math.min(...given)) : null
  const consented = request.facts.visit?.consentToEnter || (first !== null && first <= now)
  return objectIf(request.action.entersPremises === true && !consented, first)
}
export const doNotVisit: Evaluate<TestOf<'do_not_visit'>> = (_test, { request }) => objectIf(request.facts.visit?.doNotVisit === true)
export const visitWorkplace: Evaluate<TestOf<'visit_workplace'>> = (_test, { request }) => objectIf(request.action.place === 'workplace')
export const visitApproved: Evaluate<TestOf<'visit_approved'>> = (_test, { request }) => objectIf(!request.facts.visit?.isApproved)

/** CBIRC Order 2022 No. 9 art. 41: the borrower is told before an agency begins. */
export const placementNotice: Evaluate<TestOf<'placement_notice'>> = (_test, { request }, now) => {
  const told = request.facts.placement?.noticeDeliveredAt ?? null
  return objectIf(told === null || told > now, told)
}
export const agencyListed: Evaluate<TestOf<'agency_listed'>> = (_test, { request }) => objectIf(!request.facts.placement?.agencyIsListed)
/** GB/T 45251-2025 5.4: evaluated at least once a year. */
export const agencyEvaluated: Evaluate<TestOf<'agency_evaluated'>> = (test, { request, zones }, now) => {
  const on = request.facts.placement?.agencyEvaluatedOn ?? null
  const begins = on === null ? null : lastOf(zones.map(zone => ({ until: startOfDay(localDate(on), zone) })))?.until
  if (begins && begins > now) return object(begins, { days: test.days })
  const isOld = on !== null && zones.some(zone => wallClock(now, zone).date > addDays(localDate(on), test.days))
  return objectIf(on === null || isOld, null, { days: test.days })
}
export const placedOnce: Evaluate<TestOf<'placed_once'>> = (_test, { request }) => objectIf(request.facts.placement?.placedElsewhere === true)
export const noSubcontracting: Evaluate<TestOf<'no_subcontracting'>> = (_test, { request }) => objectIf(request.facts.placement?.allowsSubcontracting !== false)

/** Civil Code art. 188, 192; Reg F §1006.26(b). A limitation date that nobody worked out stops the step. */
export const limitation: Evaluate<TestOf<'limitation'>> = (_test, situation, now) => {
  const legal = situation.request.facts.legal
  if (legal?.defenceWaived) return fine
  if (!legal || legal.limitationEndsOn === null) return object(null, { limitation: 'unknown' })
  return objectIf(isTimeBarred(situation, now), null, { endedOn: legal.limitationEndsOn })
}
export const amountCertain: Evaluate<TestOf<'amount_certain'>> = (_test, { request }) => objectIf(!request.facts.legal?.amountIsCertain)
export const penaltyCap: Evaluate<TestOf<'penalty_cap'>> = (_test, { request }) => objectIf(!request.facts.legal?.penaltyWithinCap)
/** CBRC Order 2011 No. 2 art. 70: at most five years. */
export const planLength: Evaluate<TestOf<'plan_length'>> = (test, { request }) => {
  const asked = request.action.planInstalments
  return objectIf(asked !== undefined && asked > test.instalments, null, { instalments: test.instalments })
}
