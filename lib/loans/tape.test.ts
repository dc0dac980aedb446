import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import { expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { parseAmount } from '@/lib/money'
import { buildSchedule, instalmentAmount, scheduleTotals } from './schedule'

type Row = { row: string; loan_amount: string; term: string; interest_rate: string; installment: string }
const tape: Row[] = parse(readFileSync(new URL('../../db/seed/tape/loan-tape.csv', import.meta.url)), { columns: true })

const read = (text: string): number => parseAmount(text) ?? Number.NaN

it('computes the instalment that the lender of the real tape computed', () => {
  const loans = tape.map(row => {
    const terms = {
      principalCents: parseAmount(row.loan_amount) ?? fail(row),
      annualRatePpm: read(row.interest_rate) * 100,
      count: Number(row.term),
      frequency: 'monthly' as const,
      firstDueOn: localDate('2018-02-15'),
      method: 'equal_instalment' as const,
    }
    return { row: row.row, terms, difference: Math.abs(instalmentAmount(terms) - read(row.installment)) }
  })
  const near = loans.filter(loan => loan.difference <= 2)
  const worst = loans.reduce((a, b) => (b.difference > a.difference ? b : a))
  console.info(
    `tape: ${near.length} of ${loans.length} within 0.02 (${(near.length / loans.length) * 100} %), ` +
      `largest difference ${worst.difference / 100} on row ${worst.row}`,
  )
  expect(loans).toHaveLength(5_000)
  expect(near.length).toBeGreaterThanOrEqual(4_995)
  for (const { terms } of loans) expect(scheduleTotals(buildSchedule(terms)).principalCents).toBe(terms.principalCents)
})

function fail(row: Row): never {
  throw new Error(`row ${row.row} has no amount`)
}
