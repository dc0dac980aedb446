import { z } from 'zod'
import { mulDiv, PPM } from '@/lib/money'
import { decidePromise, promiseEndsOn } from '@/lib/promises/promise-state'
import { calculator } from './calculator'
import { amountCents, body, count, date, ratePpm } from './fields'

const share = ratePpm(1_000_000)

/** What a promise is worth by what was paid. */
export const promiseResult = calculator(
  {
    name: 'promise-result',
    summary: 'Whether a promise to pay was kept',
    source: 'Custom of the trade: 90 to 95 % of the amount counts as kept, 3 to 5 days of grace',
    input: body({
      promisedCents: amountCents.refine(value => value > 0, { error: 'amount_not_positive' }),
      paidCents: amountCents.describe('Paid until the last day of grace'),
      tolerancePpm: share.default(950_000).describe('Share that counts as kept: 95 % is 950000'),
      partialPpm: share.optional().describe('Share from which less is partly kept; left out, it is broken'),
      dueOn: date.optional().describe('Today when left out'),
      graceDays: count(0, 366).default(0),
      asOf: date.optional().describe('After the grace when left out'),
    }),
    output: z.strictObject({
      result: z.enum(['kept', 'partly_kept', 'broken', 'open']),
      neededCents: z.int().describe('The least that counts as kept'),
    }),
    example: { promisedCents: 15_500, paidCents: 15_000, tolerancePpm: 950_000 },
  },
  ({ promisedCents, paidCents, tolerancePpm, partialPpm, dueOn, graceDays, asOf }, today) => {
    const due = dueOn ?? today
    const terms = { amountCents: promisedCents, dueOn: due, tolerancePpm, graceDays, paidCents, today: asOf ?? promiseEndsOn(due, graceDays + 1) }
    return {
      result: decidePromise(partialPpm === undefined ? terms : { ...terms, partialPpm }),
      neededCents: mulDiv(promisedCents, tolerancePpm, PPM, 'up'),
    }
  },
)
