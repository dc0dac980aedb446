import { z } from 'zod'
import { amountCents, body, count, date, days } from '@/lib/calculators/fields'

const list = <S extends z.ZodType>(item: S, most: number) => z.array(item, { error: 'list_needed' }).max(most, { error: 'list_too_long' })

const range = body({ from: count(1, 36_600), to: count(1, 36_600).nullable() }).refine(({ from, to }) => to === null || to >= from, {
  path: ['to'],
  error: 'number_before_start',
})

/** The body of `POST /api/v1/delinquency`. */
export const DelinquencyBody = body({
  asOf: date.optional().describe('Today when left out'),
  instalments: list(body({ dueOn: date, openCents: amountCents }), 1_200)
    .min(1, { error: 'list_needed' })
    .describe('What each due date asks for, before `payments`'),
  payments: list(body({ on: date, amountCents }), 1_200).default([]).describe('Taken off the oldest due date first; later than `asOf`: not yet'),
  graceDays: days.default(0),
  pauses: list(
    body({ from: date, to: date }).refine(({ from, to }) => to >= from, { path: ['to'], error: 'date_before_start' }),
    100,
  )
    .default([])
    .describe('Days that do not count as delinquent: the first day still does, those after it to the last do not'),
  ranges: list(range, 50).optional().describe('Of delinquent days; 1–3, 4–30, 31–60 and so on to 241 and more when left out'),
})
export type DelinquencyBody = z.output<typeof DelinquencyBody>
