import { z } from 'zod'
import { daysBetween, type LocalDate } from '@/lib/dates'
import { mulDiv, PPM, smaller, subtract, type Cents } from '@/lib/money'
import { calculator } from './calculator'
import { amountCents, body, centsOut, date, dateOut } from './fields'

/** 0.0175 % a day. */
const DAILY_RATE_PPM = 175

type Payment = { on: LocalDate; amountCents: Cents }

/** Stretches of an unpaid award, each with its days; a payment counts from the day after it and goes to the award first (art. 4). */
function stretchesOf(awardCents: Cents, performBy: LocalDate, through: LocalDate, payments: readonly Payment[]) {
  const stretches: { from: LocalDate; through: LocalDate; days: number; unpaidCents: Cents }[] = []
  let unpaid = awardCents
  let after = performBy
  const close = (end: LocalDate) => {
    if (end > after && unpaid > 0)
      stretches.push({ from: after, through: end, days: daysBetween(after, end), unpaidCents: unpaid })
    if (end > after) after = end
  }
  for (const payment of payments.filter(({ on }) => on <= through).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))) {
    close(payment.on)
    unpaid = subtract(unpaid, smaller(payment.amountCents, unpaid))
  }
  close(through)
  return { stretches, unpaidCents: unpaid }
}

/** Surcharge on a money award that is not paid in time. Civil Procedure Law art. 264; SPC interpretation of 2014 art. 1–4. */
export const doubleDefaultInterest = calculator(
  {
    name: 'double-default-interest',
    summary: 'Double default interest on an unpaid money award: 0.0175 % a day (China)',
    source: 'Civil Procedure Law (2023) art. 264; SPC interpretation on interest for delayed performance (2014) art. 1-4',
    input: body({
      awardCents: amountCents.describe('Money award without the general interest that the judgment sets'),
      performBy: date.describe('Last day for performance in the judgment; the day after it is the first that counts'),
      through: date.describe('Last day that counts'),
      payments: z
        .array(body({ on: date, amountCents }), { error: 'list_needed' })
        .max(1_000, { error: 'list_too_long' })
        .default([]),
    }).refine(given => given.through >= given.performBy, { path: ['through'], error: 'date_before_start' }),
    output: z.strictObject({
      surchargeCents: centsOut,
      days: z.int(),
      dailyRatePpm: z.int(),
      unpaidAwardCents: centsOut.describe('Payments go to the award before the surcharge (art. 4)'),
      stretches: z.array(z.strictObject({ after: dateOut, through: dateOut, days: z.int(), unpaidCents: centsOut })),
    }),
    example: { awardCents: 10_000_000, performBy: '2026-06-30', through: '2026-09-08' },
  },
  ({ awardCents, performBy, through, payments }) => {
    const { stretches, unpaidCents } = stretchesOf(awardCents, performBy, through, payments)
    const centDays = stretches.reduce((sum, { days, unpaidCents: open }) => sum + days * open, 0)
    return {
      surchargeCents: mulDiv(centDays, DAILY_RATE_PPM, PPM, 'half-up'),
      days: stretches.reduce((sum, { days }) => sum + days, 0),
      dailyRatePpm: DAILY_RATE_PPM,
      unpaidAwardCents: unpaidCents,
      stretches: stretches.map(({ from, ...stretch }) => ({ after: from, ...stretch })),
    }
  },
)
