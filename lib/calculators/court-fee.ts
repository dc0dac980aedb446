import { z } from 'zod'
import { cents, mulDiv, PPM, type Cents } from '@/lib/money'
import { calculator } from './calculator'
import { amountCents, body, centsOut, choice } from './fields'

/** Up to `toCents` the rate applies to what lies above the band before; a flat band has a fee instead. */
type Band = { toCents: number | null; ratePpm: number; flatCents?: number }

const yuan = (amount: number) => amount * 100
const flat = (to: number, fee: number): Band => ({ toCents: yuan(to), ratePpm: 0, flatCents: yuan(fee) })
const band = (to: number | null, ratePpm: number): Band => ({ toCents: to === null ? null : yuan(to), ratePpm })

/** 诉讼费用交纳办法 (State Council Order 481): art. 13(1) suits, art. 14(1) enforcement, art. 14(2) preservation. */
export const FEE_TABLES = {
  suit: [
    flat(10_000, 50),
    band(100_000, 25_000),
    band(200_000, 20_000),
    band(500_000, 15_000),
    band(1_000_000, 10_000),
    band(2_000_000, 9_000),
    band(5_000_000, 8_000),
    band(10_000_000, 7_000),
    band(20_000_000, 6_000),
    band(null, 5_000),
  ],
  enforcement: [flat(10_000, 50), band(500_000, 15_000), band(5_000_000, 10_000), band(10_000_000, 5_000), band(null, 1_000)],
  preservation: [flat(1_000, 30), band(100_000, 10_000), band(null, 5_000)],
} satisfies Record<string, Band[]>

const PRESERVATION_MOST = cents(yuan(5_000))

export function feeByBands(amount: Cents, bands: readonly Band[]) {
  let below = 0
  const parts: { overCents: number; toCents: number | null; ratePpm: number; feeCents: Cents }[] = []
  for (const { toCents, ratePpm, flatCents } of bands) {
    if (parts.length > 0 && amount <= below) break
    const inBand = Math.max(0, Math.min(amount, toCents ?? amount) - below)
    parts.push({
      overCents: below,
      toCents,
      ratePpm,
      feeCents: flatCents === undefined ? mulDiv(inBand, ratePpm, PPM, 'half-up') : cents(flatCents),
    })
    below = toCents ?? below
  }
  return { feeCents: cents(parts.reduce((sum, part) => sum + part.feeCents, 0)), bands: parts }
}

const KINDS = ['suit', 'payment_order', 'enforcement', 'preservation'] as const
const REDUCTIONS = ['none', 'simplified', 'mediated', 'withdrawn'] as const

/** Court fees on a sum of money. Order 481 art. 13(1), 14(1)–(3), 15, 16; the half of art. 15 and 16 is taken once. */
export const courtFee = calculator(
  {
    name: 'court-fee',
    summary: 'Court fees on a sum of money: suit, payment order, enforcement, preservation (China)',
    source: '诉讼费用交纳办法 (State Council Order 481) art. 13(1), 14(1)-(3), 15, 16',
    input: body({
      amountCents,
      kind: choice(KINDS).default('suit'),
      reduction: choice(REDUCTIONS)
        .default('none')
        .describe('Half of the fee: mediated or withdrawn (art. 15), simplified procedure (art. 16). For suits only'),
    }).refine(given => given.kind === 'suit' || given.reduction === 'none', {
      path: ['reduction'],
      error: 'reduction_suits_only',
    }),
    output: z.strictObject({
      feeCents: centsOut,
      fullFeeCents: centsOut.describe('By the table, before a half, a third or a ceiling'),
      bands: z.array(z.strictObject({ overCents: centsOut, toCents: centsOut.nullable(), ratePpm: z.int(), feeCents: centsOut })),
    }),
    example: { amountCents: 5_000_000, kind: 'suit', reduction: 'none' },
  },
  ({ amountCents, kind, reduction }) => {
    const { feeCents: fullFeeCents, bands } = feeByBands(amountCents, FEE_TABLES[kind === 'payment_order' ? 'suit' : kind])
    const feeCents = {
      suit: () => (reduction === 'none' ? fullFeeCents : mulDiv(fullFeeCents, 1, 2, 'half-up')),
      payment_order: () => mulDiv(fullFeeCents, 1, 3, 'half-up'),
      enforcement: () => fullFeeCents,
      preservation: () => cents(Math.min(fullFeeCents, PRESERVATION_MOST)),
    }[kind]()
    return { feeCents, fullFeeCents, bands }
  },
)
