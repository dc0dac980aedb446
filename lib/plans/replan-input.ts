import { z } from 'zod'
import { amountCents, body, count, date, ratePpm } from '@/lib/calculators/fields'
import { ZERO } from '@/lib/money'
import { dayCount, every, rounding, stepCents } from './quote-input'

const nothing = amountCents.default(ZERO)

const instalment = body({
  dueOn: date,
  principalCents: nothing,
  interestCents: nothing,
  penaltyCents: nothing,
  feeCents: nothing,
})
const instalments = z
  .array(instalment, { error: 'list_needed' })
  .min(1, { error: 'list_needed' })
  .max(1_200, { error: 'list_too_long' })
  .describe('What is open of each instalment; one that is paid may stand there with nothing or be left out')
  .refine(rows => rows.every((row, i) => i === 0 || row.dueOn > (rows[i - 1]?.dueOn ?? '')), { error: 'dates_not_ascending' })

const round = { rounding: rounding.default('down'), instalmentStepCents: stepCents.default(1) }
const rate = ratePpm().default(0)

const options = {
  re_amortise: body({ kind: z.literal('re_amortise'), on: date, instalments, ...round }),
  re_age: body({
    kind: z.literal('re_age'),
    on: date,
    instalments,
    count: count(1, 1_200),
    firstDueOn: date,
    every: every.default('monthly'),
    annualRatePpm: rate.describe('New interest on the principal; none when left out'),
    ...round,
  }),
  principal_grace: body({
    kind: z.literal('principal_grace'),
    on: date.optional(),
    instalments,
    from: count(1, 1_200).describe('The first instalment, by its place in the list, that pays no principal'),
    periods: count(1, 120),
    every: every.default('monthly'),
    annualRatePpm: rate.describe('Interest that the principal left bears in the grace; none when left out'),
    dayCount: dayCount.default('30/360'),
  }),
  move_due_date: body({
    kind: z.literal('move_due_date'),
    on: date.optional(),
    instalments,
    dueOn: date.describe('The date that moves'),
    movedTo: date.describe('Where it moves to; all later ones move by as many days'),
    annualRatePpm: rate.describe('Interest for the wait; none when left out'),
    dayCount: dayCount.default('act/365'),
  }),
}

/** The body of `POST /api/v1/plans/replan`: one of four changes of what is still open. */
export const ReplanBody = z.discriminatedUnion('kind', [options.re_amortise, options.re_age, options.principal_grace, options.move_due_date], {
  error: issue => (issue.code === 'invalid_union' ? 'replan_kind_unknown' : 'body_not_object'),
})
export type ReplanBody = z.output<typeof ReplanBody>
export type Replan<K extends ReplanBody['kind']> = Extract<ReplanBody, { kind: K }>
export type OpenInstalment = ReplanBody['instalments'][number]
