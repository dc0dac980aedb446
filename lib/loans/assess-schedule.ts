import { buildSchedule, ordinaryNumbers, type Instalment, type ScheduleTerms } from './schedule'

/** What does not fit, by its path in the terms; the reason is said through messages/: `errors.<reason>`. */
export type TermsRefusal = { field: string; reason: string }
export type ScheduleAssessment = { ok: true; schedule: Instalment[] } | { ok: false; refusals: TermsRefusal[] }

const LAST_DAY = '2199-12-31'

/** The schedule of terms that can be kept, or every reason why they cannot. */
export function assessSchedule(terms: ScheduleTerms): ScheduleAssessment {
  const refusals = refuseShape(terms)
  if (refusals.length > 0) return { ok: false, refusals }
  const schedule = buildSchedule(terms)
  const found = [...refuseDates(schedule), ...refuseAmounts(terms, schedule)]
  return found.length > 0 ? { ok: false, refusals: found } : { ok: true, schedule }
}

function refuseShape(terms: ScheduleTerms): TermsRefusal[] {
  const { count, interestOnly = 0, principalHoliday: holiday, token, stepUps = [], accrual, payDay, method } = terms
  const refusals: TermsRefusal[] = []
  const refuse = (field: string, reason: string) => refusals.push({ field, reason })
  if (accrual?.startOn && terms.firstDueOn < accrual.startOn) refuse('firstDueOn', 'date_before_start')
  if (payDay !== undefined && terms.frequency !== 'monthly') refuse('payDay', 'pay_day_monthly_only')
  if (interestOnly >= count) refuse('method', 'interest_first_too_long')
  if (interestOnly > 0 && method !== 'equal_instalment') refuse('method', 'equal_instalments_only')
  const before = token?.periods ?? 0
  if (holiday && (holiday.from <= before || holiday.from > before + count)) refuse('principalHoliday.from', 'instalment_number_unknown')
  if (method !== 'equal_instalment' && terms.instalmentCents !== undefined) refuse('instalmentCents', 'equal_instalments_only')
  if (method !== 'equal_instalment' && stepUps.length > 0) refuse('stepUps', 'equal_instalments_only')
  const rows = before + count + (holiday?.periods ?? 0)
  for (const [i, { from }] of stepUps.entries()) {
    if (from <= before + 1 || from > rows) refuse(`stepUps.${i}.from`, 'instalment_number_unknown')
    if (stepUps.findIndex(step => step.from === from) < i) refuse(`stepUps.${i}.from`, 'step_number_twice')
  }
  return refusals
}

const refuseDates = (schedule: readonly Instalment[]): TermsRefusal[] =>
  (schedule.at(-1)?.dueOn ?? '') > LAST_DAY ? [{ field: 'count', reason: 'date_out_of_range' }] : []

/** An amount that somebody named must cover its period's interest, and must not pay everything before the last date. */
function refuseAmounts(terms: ScheduleTerms, schedule: readonly Instalment[]): TermsRefusal[] {
  const refusals = new Map<string, string>()
  const ordinary = ordinaryNumbers(terms)
  for (const row of schedule.slice(0, -1)) {
    const field = row.number <= (terms.token?.periods ?? 0) ? 'token.instalmentCents' : amountField(terms, row.number)
    if (!field) continue
    const before = schedule[row.number - 2]?.balanceCents ?? terms.principalCents
    if (before > 0 && row.balanceCents === 0) refusals.set(field, 'instalment_pays_off_early')
    if (ordinary.has(row.number) && before > 0 && amountAt(terms, row.number) < row.interestCents) refusals.set(field, 'instalment_below_interest')
  }
  for (const [i, step] of (terms.stepUps ?? []).entries()) {
    const field = `stepUps.${i}.instalmentCents`
    if ('instalmentCents' in step && !refusals.has(field) && isStepDown(schedule, ordinary, step.from)) refusals.set(field, 'step_not_up')
  }
  return [...refusals].map(([field, reason]) => ({ field, reason }))
}

/** Spread interest can differ by a cent from one instalment to the next. */
function isStepDown(schedule: readonly Instalment[], ordinary: ReadonlySet<number>, from: number): boolean {
  const whole = schedule.filter(row => ordinary.has(row.number)).slice(0, -1)
  const [before, after] = [whole.findLast(row => row.number < from), whole.find(row => row.number >= from)]
  if (!before || !after) return false
  return after.principalCents + after.interestCents < before.principalCents + before.interestCents - 1
}

/** The path of the named amount that governs an instalment; null when it is computed. */
function amountField({ stepUps = [], instalmentCents }: ScheduleTerms, number: number): string | null {
  const last = lastNamed(stepUps, number)
  if (last !== null) return `stepUps.${stepUps.indexOf(last)}.instalmentCents`
  return instalmentCents === undefined ? null : 'instalmentCents'
}

function amountAt({ stepUps = [], instalmentCents }: ScheduleTerms, number: number): number {
  const last = lastNamed(stepUps, number)
  return last !== null ? last.instalmentCents : (instalmentCents ?? Infinity)
}

type NamedStep = Extract<NonNullable<ScheduleTerms['stepUps']>[number], { instalmentCents: unknown }>

function lastNamed(stepUps: NonNullable<ScheduleTerms['stepUps']>, number: number): NamedStep | null {
  const named = stepUps.filter((step): step is NamedStep => 'instalmentCents' in step && step.from <= number)
  return named.toSorted((a, b) => b.from - a.from)[0] ?? null
}
