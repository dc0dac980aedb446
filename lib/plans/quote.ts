import { calendars } from '@/lib/calendars/shipped'
import { rollForward, rollBack } from '@/lib/calendars/working-days'
import type { LocalDate } from '@/lib/dates'
import { invalid } from '@/lib/errors'
import { annualPercentageRate, unitOf } from '@/lib/loans/apr'
import { assessSchedule, type TermsRefusal } from '@/lib/loans/assess-schedule'
import { interestWorking } from '@/lib/loans/interest-working'
import { dueDate, scheduleTotals, type ScheduleTerms } from '@/lib/loans/schedule'
import { add } from '@/lib/money'
import type { QuoteBody } from './quote-input'

/** The schedule a body asks for, with its totals and its APR. Throws `invalid` that names every field that cannot be. */
export function quotePlan(body: QuoteBody) {
  const terms = termsOf(body)
  const found = assessSchedule(terms)
  if (!found.ok) throw invalid('check_fields', fieldsOf(found.refusals))
  const instalments = found.schedule.map(({ number, dueOn, principalCents, interestCents, balanceCents }) => ({
    seq: number,
    ...movedDate(dueOn, body.offHolidays),
    principalCents,
    interestCents,
    dueCents: add(principalCents, interestCents),
    balanceCents,
  }))
  const { principalCents, interestCents } = scheduleTotals(found.schedule)
  const advance = { on: terms.accrual.startOn, amountCents: principalCents }
  const payments = instalments.map(({ dueOn, dueCents }) => ({ on: dueOn > advance.on ? dueOn : advance.on, amountCents: dueCents }))
  const aprPpm = annualPercentageRate(advance, payments, unitOf(terms.frequency))
  const totals = { principalCents, interestCents, dueCents: add(principalCents, interestCents), aprPpm }
  return { instalments, totals, ...(body.explain ? { working: workingOf(terms) } : {}) }
}

const workingOf = (terms: ScheduleTerms) => interestWorking(terms).map(({ number, ...line }) => ({ seq: number, ...line }))

export const fieldsOf = (refusals: readonly TermsRefusal[]): Record<string, string> =>
  Object.fromEntries(refusals.map(({ field, reason }) => [field, reason]))


type FullTerms = ScheduleTerms & { accrual: { startOn: LocalDate } }

function termsOf(body: QuoteBody): FullTerms {
  const { method, every, startOn, instalmentStepCents, principalHoliday, token, stepUps, payDay, instalmentCents } = body
  const firstDueOn = body.firstDueOn ?? dueDate(startOn ?? EPOCH, every, 1)
  const first = typeof method === 'object' ? { method: 'equal_instalment' as const, interestOnly: method.interest_first.periods } : { method }
  return {
    ...first,
    principalCents: body.principalCents,
    annualRatePpm: body.annualRatePpm,
    count: body.count,
    frequency: every,
    firstDueOn,
    accrual: { dayCount: body.dayCount, startOn: startOn ?? dueDate(firstDueOn, every, -1) },
    rounding: body.rounding,
    instalmentUnitCents: instalmentStepCents,
    stepUps,
    ...(instalmentCents === undefined ? {} : { instalmentCents }),
    ...(principalHoliday ? { principalHoliday } : {}),
    ...(token ? { token } : {}),
    ...(payDay === undefined ? {} : { payDay }),
  }
}

const EPOCH = '1970-01-01' as LocalDate

/** Where the calendar ends the date stays, and says so: nobody guesses a holiday. */
function movedDate(dueOn: LocalDate, offHolidays: QuoteBody['offHolidays']) {
  if (!offHolidays) return { dueOn }
  const calendar = calendars[offHolidays.country]
  const moved = offHolidays.to === 'next' ? rollForward(calendar, dueOn) : rollBack(calendar, dueOn)
  return { dueOn: moved.ok ? moved.value : dueOn, nominalDueOn: dueOn, isCalendarKnown: moved.ok }
}
