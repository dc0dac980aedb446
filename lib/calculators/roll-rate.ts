import { z } from 'zod'
import { mulDiv, PPM } from '@/lib/money'
import { calculator } from './calculator'
import { amountCents, body } from './fields'

/** 迁徙率: what of one bucket's balance stands in the next bucket a period later. */
export const rollRate = calculator(
  {
    name: 'roll-rate',
    summary: 'Roll rate from one bucket to the next',
    source: 'OCC handbook text: balance in bucket n + 1 at the end ÷ balance in bucket n at the beginning (迁徙率)',
    input: body({
      bucketCents: amountCents.refine(value => value > 0, { error: 'amount_not_positive' }).describe('Balance in the bucket at the beginning'),
      rolledCents: amountCents.describe('Of that, the balance in the next bucket at the end'),
    }).refine(given => given.rolledCents <= given.bucketCents, { path: ['rolledCents'], error: 'amount_above_whole' }),
    output: z.strictObject({ ratePpm: z.int().describe('Millionths: 20 % is 200000') }),
    example: { bucketCents: 100_000_000, rolledCents: 20_000_000 },
  },
  ({ bucketCents, rolledCents }) => ({ ratePpm: mulDiv(rolledCents, PPM, bucketCents, 'half-even') }),
)
