import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { calculators } from '@/lib/calculators/calculators'
import { localDate, type LocalDate } from '@/lib/dates'
import { DelinquencyBody } from '@/lib/loans/delinquency-input'
import { delinquencyOf } from '@/lib/loans/delinquency-report'
import { parseAmount } from '@/lib/money'
import { previewAllocation } from '@/lib/payments/preview'
import { PreviewBody } from '@/lib/payments/preview-input'
import { quotePlan } from '@/lib/plans/quote'
import { QuoteBody } from '@/lib/plans/quote-input'
import { replan } from '@/lib/plans/replan'
import { ReplanBody } from '@/lib/plans/replan-input'
import { parseBody } from './body'
import { operations } from './operations'

type Vector = { id: string; path: string; body: object; expect: object; rows?: Record<string, object> }
const vectors = JSON.parse(readFileSync(new URL('./golden/money-vectors.json', import.meta.url), 'utf8')) as Vector[]
const today = localDate('2026-11-25')

/** What each address answers with, as its route does. */
const answers: Record<string, (body: unknown, today: LocalDate) => object> = {
  '/api/v1/plans/quote': body => quotePlan(parseBody(QuoteBody, body)),
  '/api/v1/plans/replan': body => replan(parseBody(ReplanBody, body), today),
  '/api/v1/allocations/preview': body => previewAllocation(parseBody(PreviewBody, body)),
  '/api/v1/delinquency': body => delinquencyOf(parseBody(DelinquencyBody, body), today),
  ...Object.fromEntries(calculators.map(({ name, answer }) => [`/api/v1/calculators/${name}`, answer])),
}

describe('vectors through the API', () => {
  it.each(vectors.map(vector => [`${vector.id}: ${vector.path}`, vector] as const))('%s', (_name, { path, body, expect: wanted, rows = {} }) => {
    const answer = answers[path]?.(body, today)
    expect(answer).toMatchObject(wanted)
    const instalments = (answer as { instalments?: object[] }).instalments ?? []
    for (const [seq, row] of Object.entries(rows)) expect(instalments[Number(seq) - 1], `instalment ${seq}`).toMatchObject(row)
    const told = operations.find(operation => operation.path === path)
    expect(told?.answers[200]?.schema.safeParse(JSON.parse(JSON.stringify(answer))).error).toBeUndefined()
  })

  it('hold every Schedules, Re-plan, Allocation, Delinquency and Figures row', () => {
    const ids = new Set(vectors.map(({ id }) => id.split(' ')[0]))
    expect([...ids].sort()).toEqual(['A1', 'A3', 'A4', 'A6', 'B1', 'B2', 'B3', 'B4', 'C19', 'C23', 'C25', 'M1', 'M4', 'R1', 'R4', 'R6', 'R7', 'S1', 'S2', 'S5', 'S9', 'card'])
  })
})

type TapeRow = { row: string; loan_amount: string; term: string; interest_rate: string; installment: string }

it('quotes the instalment that the lender of the real tape computed', () => {
  const tape: TapeRow[] = parse(readFileSync(new URL('../../db/seed/tape/loan-tape.csv', import.meta.url)), { columns: true })
  const read = (text: string): number => parseAmount(text) ?? Number.NaN
  const differences = tape.map(row => {
    const body = {
      principalCents: read(row.loan_amount),
      annualRatePpm: read(row.interest_rate) * 100,
      count: Number(row.term),
      startOn: '2018-01-15',
      firstDueOn: '2018-02-15',
      every: 'month',
      method: 'equal_instalment',
      dayCount: '30/360',
      rounding: 'half_even',
    }
    const { instalments, totals } = quotePlan(parseBody(QuoteBody, body))
    expect([totals.principalCents, instalments.at(-1)?.balanceCents]).toEqual([body.principalCents, 0])
    return { row: row.row, cents: Math.abs((instalments[0]?.dueCents ?? 0) - read(row.installment)) }
  })
  const near = differences.filter(({ cents }) => cents <= 2).length
  const worst = differences.reduce((a, b) => (b.cents > a.cents ? b : a))
  console.info(`tape by quote: ${near} of ${tape.length} within 0.02, largest difference ${worst.cents / 100} on row ${worst.row}`)
  expect(tape).toHaveLength(5_000)
  expect(near).toBeGreaterThanOrEqual(4_995)
  expect(worst.cents).toBeLessThan(400)
}, 60_000)
