import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { centsOut, dateOut } from '@/lib/calculators/fields'
import { localDate } from '@/lib/dates'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import { quotePlan } from './quote'
import { QuoteBody } from './quote-input'
import { replan } from './replan'
import { ReplanBody } from './replan-input'

const EXAMPLE_TODAY = localDate('2026-11-25')

const Quote = z.strictObject({
  instalments: z.array(
    z.strictObject({
      seq: z.int(),
      dueOn: dateOut,
      nominalDueOn: dateOut.optional().describe('With `offHolidays`: the date before it moved'),
      isCalendarKnown: z.boolean().optional().describe('With `offHolidays`: false where the holidays are not known yet, and the date stays'),
      principalCents: centsOut,
      interestCents: centsOut,
      dueCents: centsOut,
      balanceCents: centsOut.describe('Principal still owed after it'),
    }),
  ),
  totals: z.strictObject({
    principalCents: centsOut,
    interestCents: centsOut,
    dueCents: centsOut,
    aprPpm: z.int().nullable().describe('Actuarial method of Reg Z, 12 CFR 1026 Appendix J, in millionths'),
  }),
  working: z
    .array(
      z.strictObject({
        seq: z.int(),
        from: dateOut,
        to: dateOut,
        days: z.int().nullable(),
        dayCount: z.enum(DAY_COUNTS).nullable(),
        baseCents: centsOut,
        ratePpm: z.int(),
        parts: z.int(),
        partsPerYear: z.int(),
        cents: centsOut.describe('Base × rate × parts ÷ parts of a year, rounded once'),
      }),
    )
    .optional()
    .describe('With `explain`: sums exactly to the interest of the schedule'),
})

const parts = { principalCents: centsOut, interestCents: centsOut, penaltyCents: centsOut, feeCents: centsOut, dueCents: centsOut }
const Replanned = z.strictObject({
  instalments: z.array(z.strictObject({ seq: z.int(), dueOn: dateOut, ...parts, balanceCents: centsOut })),
  totals: z.strictObject(parts),
  daysPastDue: z.strictObject({ before: z.int(), after: z.int() }).describe('On the day of the change'),
})

const quote = { principalCents: 1_200_000, annualRatePpm: 120_000, count: 12, startOn: '2026-12-01', firstDueOn: '2027-01-01', every: 'month', method: 'equal_instalment' }
const reAge = {
  kind: 're_age',
  on: '2024-02-20',
  instalments: ['2023-12-01', '2024-01-01', '2024-02-01'].map(dueOn => ({ dueOn, principalCents: 25_000 })),
  count: 6,
  firstDueOn: '2024-03-01',
}

export const planOperations: readonly Operation[] = [
  {
    method: 'post',
    path: '/api/v1/plans/quote',
    tag: 'plans',
    summary: 'A schedule with its totals and its annual percentage rate',
    description:
      'Stateless. Principal parts sum to the principal, the last balance is 0, the last instalment takes what rounding leaves. Terms that cannot be kept, such as an instalment below its interest, answer 400 with each field.',
    request: { schema: QuoteBody, example: quote },
    answers: { 200: { description: 'The schedule', schema: Quote, example: quotePlan(QuoteBody.parse(quote)) } },
    refuses: [400, 413],
  },
  {
    method: 'post',
    path: '/api/v1/plans/replan',
    tag: 'plans',
    summary: 'What is still open, planned anew',
    description:
      'Stateless. `re_amortise` spreads what is past over the dates to come; `re_age` gives all of it new dates; `principal_grace` lets instalments pass without principal; `move_due_date` moves one date and all later ones.',
    request: { schema: ReplanBody, example: reAge },
    answers: { 200: { description: 'The new schedule', schema: Replanned, example: replan(ReplanBody.parse(reAge), EXAMPLE_TODAY) } },
    refuses: [400, 413],
  },
]
