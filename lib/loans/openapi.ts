import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { centsOut, dateOut } from '@/lib/calculators/fields'
import { localDate } from '@/lib/dates'
import { BUCKETS } from './delinquency'
import { DelinquencyBody } from './delinquency-input'
import { delinquencyOf } from './delinquency-report'

const Delinquency = z.strictObject({
  asOf: dateOut,
  daysPastDue: z.int(),
  delinquentDays: z.int().describe('Days past due without grace and paused days'),
  isDelinquent: z.boolean(),
  oldestUnpaidDueOn: dateOut.nullable(),
  overdueCents: centsOut,
  bucket: z.enum(BUCKETS),
  ranges: z.array(z.strictObject({ from: z.int(), to: z.int().nullable(), amountCents: centsOut })),
  riskClass: z.strictObject({ class: z.string(), name: z.strictObject({ en: z.string(), zhCn: z.string() }) }).describe('CBIRC/PBoC Order 2023 No. 1'),
  instalments: z.array(z.strictObject({ dueOn: dateOut, openCents: centsOut, daysPastDue: z.int(), delinquentDays: z.int() })),
})

const example = {
  asOf: '2023-11-16',
  instalments: ['2023-10-01', '2023-10-16', '2023-10-31', '2023-11-15'].map(dueOn => ({ dueOn, openCents: 25_000 })),
}

export const delinquencyOperation: Operation = {
  method: 'post',
  path: '/api/v1/delinquency',
  tag: 'loans',
  summary: 'How late a loan is',
  description: 'Stateless: days past due, delinquent days after grace and pauses, amounts by age, bucket and five-category class.',
  request: { schema: DelinquencyBody, example },
  answers: { 200: { description: 'The standing', schema: Delinquency, example: delinquencyOf(DelinquencyBody.parse(example), localDate('2023-11-16')) } },
  refuses: [400, 413],
}
