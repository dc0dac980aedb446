import { z } from 'zod'
import { COUNTRIES } from '@/lib/calendars/calendar'
import { amountCents, body, choice, count, date, flag, ratePpm } from '@/lib/calculators/fields'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import type { Period } from '@/lib/loans/schedule'
import type { Rounding } from '@/lib/money'

const MOST_ROWS = 1_200

const PERIODS: Record<'month' | 'week' | '2weeks', Period> = { month: 'monthly', week: 'weekly', '2weeks': 'fortnightly' }
const ROUNDINGS: Record<'half_even' | 'half_up' | 'down', Rounding> = { half_even: 'half-even', half_up: 'half-up', down: 'down' }

export const positiveCents = amountCents.refine(value => value > 0, { error: 'amount_not_positive' })

/** `month`, `week`, `2weeks`, or every so many days. */
export const every = z
  .union([choice(['month', 'week', '2weeks']), body({ days: count(1, 366) })], { error: 'period_unknown' })
  .transform((value): Period => (typeof value === 'string' ? PERIODS[value] : value))

export const rounding = choice(['half_even', 'half_up', 'down']).transform(name => ROUNDINGS[name])
export const stepCents = count(1, 1_000_000).describe('Round to this many cents: 100 for whole units')
export const dayCount = choice(DAY_COUNTS)

const method = z
  .union([choice(['equal_instalment', 'equal_principal', 'flat']), body({ interest_first: body({ periods: count(1, MOST_ROWS) }) })], {
    error: 'method_unknown',
  })
  .describe('等额本息, 等额本金, 等本等息, 先息后本 (that many instalments of interest only, then equal ones)')

const from = count(1, MOST_ROWS)
const stepUp = z.union([body({ from, instalmentCents: positiveCents }), body({ from, percentPpm: count(1, 10_000_000) })], { error: 'step_invalid' })

/** The body of `POST /api/v1/plans/quote`. */
export const QuoteBody = body({
  principalCents: positiveCents,
  annualRatePpm: ratePpm().describe('Rate a year in millionths: 24 % is 240000'),
  count: count(1, MOST_ROWS).describe('Instalments that are whole; those of `token` and `principalHoliday` come in addition'),
  startOn: date.optional().describe('Interest runs from here; one period before `firstDueOn` when left out'),
  firstDueOn: date.optional().describe('One period after `startOn` when left out'),
  every: every.default('monthly'),
  method: method.default('equal_instalment'),
  dayCount: dayCount.default('30/360').describe('30/360 counts a whole month as 30 days'),
  rounding: rounding.default('half-even'),
  instalmentStepCents: stepCents.default(1),
  instalmentCents: positiveCents.optional().describe('The instalment, in place of the computed one'),
  principalHoliday: body({ from, periods: count(1, 120) })
    .optional()
    .describe('Instalments `from` to `from + periods - 1` pay interest only'),
  token: body({ periods: count(1, 120), instalmentCents: amountCents })
    .optional()
    .describe('The first instalments pay this; interest it leaves bears none and is spread over the whole instalments'),
  stepUps: z.array(stepUp, { error: 'list_needed' }).max(60, { error: 'list_too_long' }).default([]).describe('From an instalment on: its amount, or so much more'),
  payDay: count(1, 31).optional().describe('Every month on this day, the last day where it has none, from the first on or after `firstDueOn`'),
  offHolidays: body({ country: choice(COUNTRIES), to: choice(['next', 'previous']).default('next') })
    .optional()
    .describe('Due dates move to a working day; interest stays as it was'),
  explain: flag.default(false).describe('Show how the interest of each instalment was reached'),
}).refine(given => given.startOn !== undefined || given.firstDueOn !== undefined, { path: ['firstDueOn'], error: 'date_missing' })
export type QuoteBody = z.output<typeof QuoteBody>
