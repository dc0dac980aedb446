import { z } from 'zod'
import { daysBetween } from '@/lib/dates'
import { overdueCharge } from '@/lib/ledger/accrual'
import { calculator } from './calculator'
import { cents } from '@/lib/money'
import { amountCents, body, centsOut, date, days, flag, ratePpm } from './fields'

/** 银发〔2003〕251号: the overdue rate is the contract rate and 30 to 50 % of it. */
const HIGHEST_MULTIPLIER = 1_500_000

const input = body({
  principalCents: amountCents.describe('Overdue principal'),
  overdueInterestCents: amountCents
    .default(cents(0))
    .describe('Unpaid interest that bears the overdue rate too where the contract compounds (复利); penalty itself never does'),
  annualRatePpm: ratePpm().describe('Contract rate a year in millionths: 24 % is 240000'),
  multiplierPpm: ratePpm(5_000_000).default(HIGHEST_MULTIPLIER).describe('1.5 times is 1500000'),
  dayCount: z.literal([360, 365], { error: 'day_count_unknown' }).default(360),
  days: days.optional().describe('Days overdue. Instead of the two dates'),
  dueOn: date.optional().describe('Due date; the day after it is the first that counts'),
  through: date.optional().describe('Last day that counts'),
  allInCapPpm: ratePpm().nullable().default(240_000).describe('Ceiling of interest and penalty together a year; null for none'),
  contractInterestRuns: flag
    .default(false)
    .describe('Contract interest keeps running on the same principal and takes its share of the ceiling first'),
})
  .refine(given => (given.days === undefined) === (given.dueOn !== undefined && given.through !== undefined), {
    path: ['days'],
    error: 'days_or_dates',
  })
  .refine(given => given.days === undefined || (given.dueOn === undefined && given.through === undefined), {
    path: ['days'],
    error: 'days_or_dates',
  })
  .refine(given => !given.dueOn || !given.through || given.through >= given.dueOn, {
    path: ['through'],
    error: 'date_before_start',
  })

/** What overdue days cost, before and within the ceiling. 银发〔2003〕251号; SPC opinion on financial trials (2017). */
export const overdueInterest = calculator(
  {
    name: 'overdue-interest',
    summary: 'Penalty interest on overdue principal, before and within the all-in ceiling',
    source:
      '银发〔2003〕251号 (30 to 50 % above the contract rate); SPC opinion on financial trials (2017): 24 % a year all in; Civil Code art. 676',
    input,
    output: z.strictObject({
      days: z.int(),
      uncappedPenaltyCents: centsOut.describe('Principal × rate × multiplier ÷ day count × days, before the ceiling'),
      penaltyCents: centsOut.describe('Penalty within the ceiling'),
      contractInterestCents: centsOut,
      totalCents: centsOut.describe('Contract interest and penalty together for the days'),
      isCapped: z.boolean(),
      warnings: z
        .array(z.enum(['multiplier_above_rule']))
        .describe('multiplier_above_rule: more than 1.5 times the contract rate'),
    }),
    example: {
      principalCents: 1_000_000,
      annualRatePpm: 240_000,
      multiplierPpm: 1_500_000,
      dayCount: 360,
      days: 30,
      allInCapPpm: 240_000,
    },
  },
  ({ principalCents, overdueInterestCents: interestCents, days, dueOn, through, multiplierPpm, ...terms }) => {
    const warnings: 'multiplier_above_rule'[] = multiplierPpm > HIGHEST_MULTIPLIER ? ['multiplier_above_rule'] : []
    const counted = days ?? (dueOn && through ? daysBetween(dueOn, through) : 0)
    const charge = overdueCharge({ principalCents, interestCents, days: counted, terms: { ...terms, multiplierPpm, graceDays: 0, frozen: [] } })
    return {
      days: counted,
      ...charge,
      isCapped: charge.penaltyCents < charge.uncappedPenaltyCents,
      warnings,
    }
  },
)
