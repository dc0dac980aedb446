import type { Test, TestKind, TestOf } from '../rule-test'
import type { Evaluate, Finding, Situation } from '../situation'
import * as caps from './caps'
import * as content from './content'
import * as gates from './gates'
import * as hours from './hours'
import * as person from './person'
import * as third from './third-persons'

/** One evaluator for each kind of test; the type makes a kind without one an error. */
const evaluators: { [K in TestKind]: Evaluate<TestOf<K>> } = {
  quiet_hours: hours.quietHours,
  requested_times: hours.requestedTimes,
  slower_clock: hours.slowerClock,
  cap: caps.cap,
  cool_down: caps.coolDown,
  interval: caps.interval,
  number_status: person.numberStatus,
  opted_out: person.optedOut,
  ceased: person.ceased,
  attorney: person.attorney,
  held: person.held,
  plan_in_force: person.planInForce,
  person_state: person.personState,
  breathing_space: person.breathingSpace,
  need: person.need,
  identity_first: person.identityFirst,
  number_checked: person.numberChecked,
  lost_contact: third.lostContact,
  third_person_asks: third.thirdPersonAsks,
  third_person_refused: third.thirdPersonRefused,
  third_person_once: third.thirdPersonOnce,
  third_person_consent: third.thirdPersonConsent,
  location_known: third.locationKnown,
  no_debt_facts: content.noDebtFacts,
  work_email: content.workEmail,
  limited_content: content.limitedContent,
  validation_notice: content.validationNotice,
  disputed: content.disputed,
  required_fields: content.requiredFields,
  forbidden_words: content.forbiddenWords,
  opt_out_text: content.optOutText,
  public_posting: content.publicPosting,
  time_barred_threat: content.timeBarredThreat,
  visit_notice: gates.visitNotice,
  visit_people: gates.visitPeople,
  visit_recorded: gates.visitRecorded,
  visit_entry: gates.visitEntry,
  do_not_visit: gates.doNotVisit,
  visit_workplace: gates.visitWorkplace,
  visit_approved: gates.visitApproved,
  placement_notice: gates.placementNotice,
  agency_listed: gates.agencyListed,
  agency_evaluated: gates.agencyEvaluated,
  placed_once: gates.placedOnce,
  no_subcontracting: gates.noSubcontracting,
  limitation: gates.limitation,
  amount_certain: gates.amountCertain,
  penalty_cap: gates.penaltyCap,
  plan_length: gates.planLength,
}

export function runTest<K extends TestKind>(test: TestOf<K> & Test, situation: Situation, now: Date): Finding {
  const evaluate = evaluators[test.kind] as Evaluate<Test>
  return evaluate(test, situation, now)
}
