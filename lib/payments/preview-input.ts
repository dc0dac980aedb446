import { z } from 'zod'
import { amountCents, body, choice, count, date, days, ratePpm } from '@/lib/calculators/fields'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { WaterfallChoice } from '@/lib/ledger/waterfall-input'
import { ZERO } from '@/lib/money'
import { positiveCents } from '@/lib/plans/quote-input'

const id = z.string({ error: 'text_needed' }).min(1, { error: 'text_needed' }).max(120, { error: 'text_too_long' })
const nothing = amountCents.default(ZERO)
const list = <S extends z.ZodType>(item: S, most: number) => z.array(item, { error: 'list_needed' }).max(most, { error: 'list_too_long' })

const line = body({
  id: id.optional(),
  instalmentNumber: count(1, 10_000).default(1),
  dueOn: date,
  component: choice(COMPONENTS),
  openCents: amountCents,
})
const instalment = body({
  number: count(1, 10_000).optional(),
  dueOn: date,
  principalCents: nothing,
  interestCents: nothing,
  feeCents: nothing,
  penaltyCents: nothing,
  costCents: nothing,
})
const charge = body({ component: choice(COMPONENTS), amountCents: positiveCents, dueOn: date })
const loan = {
  instalments: list(instalment, 1_200).min(1, { error: 'list_needed' }),
  charges: list(charge, 1_000).default([]).describe('Joins the first instalment due on or after its own date'),
}

/** The body of `POST /api/v1/allocations/preview`: a payment and what is open, as lines, as one loan or as several. */
export const PreviewBody = body({
  amountCents: positiveCents,
  on: date.describe('The day the money counts from'),
  waterfall: WaterfallChoice.default('default').describe('A preset, or an order as data over past_due, due, in_advance × component'),
  daysPastDue: days.optional().describe('Of the loan on that day; reckoned from the oldest open principal or interest when left out'),
  lines: list(line, 5_000).min(1, { error: 'list_needed' }).optional(),
  loan: body(loan).optional(),
  loans: list(body({ id, ...loan, securedCents: nothing, annualRatePpm: ratePpm().default(0) }), 50)
    .min(1, { error: 'list_needed' })
    .refine(given => new Set(given.map(one => one.id)).size === given.length, { error: 'id_twice' })
    .optional()
    .describe('Split by Civil Code art. 560: due first, then least secured, most burdensome (the higher rate), earliest due, in proportion'),
  designation: id.optional().describe('The `id` of the loan that the debtor says the money is for'),
})
  .refine(given => [given.lines, given.loan, given.loans].filter(Boolean).length === 1, { path: ['lines'], error: 'one_of_three' })
  .refine(given => given.designation === undefined || given.loans?.some(one => one.id === given.designation), { path: ['designation'], error: 'id_unknown' })
export type PreviewBody = z.output<typeof PreviewBody>
