import { z } from 'zod'
import { holdReasons, needs } from './facts'
import { countedAs } from './outcome-classes'
import { actionKinds } from './action'

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/)
const days = z.number().int().min(1).max(3660)
const kinds = z.array(z.enum(actionKinds)).min(1)
const words = z.array(z.string().min(1).max(100)).max(300)
const test = <K extends string, T extends z.ZodRawShape>(kind: K, shape: T) => z.strictObject({ kind: z.literal(kind), ...shape })

/** How a rule is tested: one shape per evaluator in `rules/`. */
export const Test = z.discriminatedUnion('kind', [
  /** blocked from `from` (inclusive) to `to` (exclusive) in the recipient's zone, but in agreed hours where `agreedTimesLift` */
  test('quiet_hours', { from: clock, to: clock, agreedTimesLift: z.boolean() }),
  test('requested_times', {}),
  test('cap', {
    kinds,
    countedAs: z.enum(countedAs),
    per: z.enum(['person', 'number', 'debt']),
    days,
    limit: z.number().int().min(0).max(1000),
    /** more calls agreed to directly lift it for so many days, the day of consent being the first */
    consentDays: days.nullable(),
  }),
  test('cool_down', { days, per: z.enum(['person', 'debt']), consentDays: days.nullable() }),
  test('number_status', { blocked: z.array(z.enum(['invalid', 'wrong_person', 'refused', 'not_on_file'])).min(1) }),
  test('opted_out', { confirmationPasses: z.boolean() }),
  test('ceased', { mustBeWritten: z.boolean() }),
  test('attorney', {}),
  test('held', { reasons: z.array(z.enum(holdReasons)).min(1) }),
  test('plan_in_force', {}),
  test('person_state', { states: z.array(z.enum(['isDead', 'isIncapable', 'isInsolvent'])).min(1) }),
  test('breathing_space', { standardDays: days, afterTreatmentDays: days }),
  test('need', { need: z.enum(needs) }),
  test('slower_clock', { hours: z.number().int().min(1).max(720) }),
  test('lost_contact', { failedDials: z.number().int().min(1).max(20) }),
  test('third_person_asks', { allowed: z.array(z.enum(['location', 'message', 'payment'])).min(1), mustAsk: z.boolean() }),
  test('third_person_refused', {}),
  test('third_person_once', {}),
  test('third_person_consent', {}),
  test('location_known', {}),
  /** where `willingPayerMayKnow`, a third person who offered to pay may be told what is needed for it */
  test('no_debt_facts', { willingPayerMayKnow: z.boolean() }),
  test('identity_first', {}),
  test('work_email', {}),
  test('limited_content', {}),
  test('number_checked', { days }),
  test('validation_notice', { days }),
  test('disputed', {}),
  test('required_fields', { fields: z.array(z.string().min(1).max(50)).min(1).max(30) }),
  test('forbidden_words', { words }),
  test('opt_out_text', {}),
  test('public_posting', {}),
  test('time_barred_threat', {}),
  test('visit_notice', { hours: z.number().int().min(0).max(720) }),
  test('visit_people', { people: z.number().int().min(1).max(10) }),
  test('visit_recorded', {}),
  test('visit_entry', {}),
  test('do_not_visit', {}),
  test('visit_workplace', {}),
  test('visit_approved', {}),
  test('placement_notice', {}),
  test('agency_listed', {}),
  test('agency_evaluated', { days }),
  test('placed_once', {}),
  test('no_subcontracting', {}),
  test('limitation', {}),
  test('amount_certain', {}),
  test('penalty_cap', {}),
  test('plan_length', { instalments: z.number().int().positive().max(1000) }),
  test('interval', { days, kinds }),
])
export type Test = z.output<typeof Test>
export type TestKind = Test['kind']
export type TestOf<K extends TestKind> = Extract<Test, { kind: K }>
