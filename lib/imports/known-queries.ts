import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { cents } from '../money'
import { read } from '../transaction'
import type { KnownLoan } from './verdict'

export type HeldLoan = KnownLoan & { loanId: string; borrowerId: string; status: string }

type Row = {
  id: string
  borrower_id: string
  number: string
  borrower_number: string
  source_hash: string | null
  principal_cents: string
  annual_rate_ppm: number
  term_count: number
  method: string
  frequency: string
  day_count: string | null
  disbursed_on: LocalDate
  first_due_on: LocalDate
  status: string
  paid_cents: string
}

/** Loans of the lender by contract number, with the principal that payments have reached. One statement for a whole batch. */
export async function findLoansByNumber(ctx: Ctx, numbers: readonly string[]): Promise<Map<string, HeldLoan>> {
  if (numbers.length === 0) return new Map()
  const wanted = JSON.stringify(numbers)
  const rows = await read(ctx, ctx =>
    ctx.db.execute<Row>(sql`
      select l.id, l.borrower_id, l.number, b.number as borrower_number, l.source_hash, l.principal_cents, l.annual_rate_ppm, l.term_count,
        l.method, l.frequency, l.day_count, l.disbursed_on::text, l.first_due_on::text, l.status,
        (select coalesce(sum(a.amount_cents), 0) from payment_allocations a
          where a.borrower_id = l.borrower_id and a.loan_id = l.id and a.component = 'principal' and a.revoked_at is null) as paid_cents
      from jsonb_array_elements_text(${wanted}::jsonb) w(number)
      join loans l on l.lender_id = ${ctx.actor.lenderId}::uuid and l.number = w.number
      join borrowers b on b.lender_id = l.lender_id and b.id = l.borrower_id`),
  )
  return new Map(rows.map(row => [row.number, heldLoan(row)]))
}

const heldLoan = (row: Row): HeldLoan => ({
  loanId: row.id,
  borrowerId: row.borrower_id,
  borrowerNumber: row.borrower_number,
  sourceHash: row.source_hash,
  principalCents: cents(Number(row.principal_cents)),
  annualRatePpm: row.annual_rate_ppm,
  termCount: row.term_count,
  method: row.method,
  frequency: row.frequency,
  dayCount: row.day_count,
  disbursedOn: row.disbursed_on,
  firstDueOn: row.first_due_on,
  paidPrincipalCents: cents(Number(row.paid_cents)),
  status: row.status,
})

/** Ids of the lender's borrowers by number. */
export async function findBorrowersByNumber(ctx: Ctx, numbers: readonly string[]): Promise<Map<string, string>> {
  if (numbers.length === 0) return new Map()
  const wanted = JSON.stringify(numbers)
  const rows = await read(ctx, ctx =>
    ctx.db.execute<{ id: string; number: string }>(sql`
      select b.id, b.number from jsonb_array_elements_text(${wanted}::jsonb) w(number)
      join borrowers b on b.lender_id = ${ctx.actor.lenderId}::uuid and b.number = w.number`),
  )
  return new Map(rows.map(row => [row.number, row.id]))
}
