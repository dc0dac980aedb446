import { and, eq, inArray, lte, sql } from 'drizzle-orm'
import { borrowers, ledgerEntries, ledgerPostings } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { invalid, notFound } from '../errors'
import { explainLoan } from '../loans/detail'
import { loadLoans } from '../loans/queries'
import { bookOf, refuseForeignBorrower } from '../loans/record-queries'
import { add, cents } from '../money'
import { read } from '../transaction'
import { balancesOf, type Forgone, type Statement } from './statement'
import type { Component } from './waterfall'

/**
 * What a borrower owes and owed as of a day that is not ahead (today when absent), by what is known now: loans paid out by then,
 * by number. `who` is a borrower's id or number. Throws `not_found` for another lender's, `date_is_ahead`.
 */
export async function getStatement(ctx: Ctx, who: string, asOf: LocalDate = ctx.today): Promise<Statement> {
  authorize(ctx, 'statement:read')
  if (asOf > ctx.today) throw invalid('check_fields', { asOf: 'date_is_ahead' })
  return read(ctx, async ctx => {
    const person = await findBorrower(ctx, who)
    const found = await loadLoans(ctx, person.id, undefined, asOf)
    const begun = found.filter(({ record }) => record.loan.disbursedOn <= asOf).sort((a, b) => (a.record.loan.number < b.record.loan.number ? -1 : 1))
    const forgone = await sumForgone(ctx, person.id, asOf)
    const loans = begun.map(({ record, state }) => {
      const of = forgone.get(record.loan.id)
      return { detail: explainLoan(record, state, bookOf(ctx)), balances: balancesOf(state, of?.waived, of?.written_off) }
    })
    return {
      borrowerId: person.id,
      borrowerNumber: person.number,
      borrowerName: person.name,
      currency: ctx.lender.currency,
      asOf,
      outstandingCents: add(...loans.map(({ detail }) => detail.outstandingCents)),
      dueCents: add(...loans.map(({ detail }) => detail.dueCents)),
      loans,
    }
  })
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

async function findBorrower(ctx: Ctx, who: string) {
  const [person] = await ctx.db
    .select({ id: borrowers.id, number: borrowers.number, name: borrowers.name })
    .from(borrowers)
    .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), UUID.test(who) ? eq(borrowers.id, who) : eq(borrowers.number, who)))
  if (!person) throw notFound()
  refuseForeignBorrower(ctx, person.id)
  return person
}

type Account = 'waived' | 'written_off'

/** What the ledger says was waived and written off until a day, by loan and component. */
async function sumForgone(ctx: Ctx, borrowerId: string, asOf: LocalDate): Promise<Map<string, Record<Account, Forgone>>> {
  const rows = await ctx.db
    .select({ loanId: ledgerEntries.loanId, account: ledgerPostings.account, component: ledgerPostings.component, amount: sql<string>`sum(${ledgerPostings.amountCents})` })
    .from(ledgerEntries)
    .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
    .where(
      and(
        eq(ledgerEntries.lenderId, ctx.actor.lenderId),
        eq(ledgerEntries.borrowerId, borrowerId),
        lte(ledgerEntries.effectiveOn, asOf),
        inArray(ledgerPostings.account, ['waived', 'written_off']),
      ),
    )
    .groupBy(ledgerEntries.loanId, ledgerPostings.account, ledgerPostings.component)
  const sums = new Map<string, Record<Account, Forgone>>()
  for (const { loanId, account, component, amount } of rows) {
    const of = sums.get(loanId) ?? { waived: {}, written_off: {} }
    of[account as Account][component as Component] = cents(Number(amount))
    sums.set(loanId, of)
  }
  return sums
}
