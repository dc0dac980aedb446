import { and, eq } from 'drizzle-orm'
import { borrowers } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { invalid, notFound } from '../errors'
import { explainLoan } from '../loans/detail'
import { loadLoans } from '../loans/queries'
import { bookOf, refuseForeignBorrower } from '../loans/record-queries'
import { add } from '../money'
import { snapshot } from '../transaction'
import type { Posting } from './entries'
import { sumPostings } from './posting-queries'
import { balancesOf, type Forgone, type Statement } from './statement'

/**
 * What a borrower owes and owed as of a day that is not ahead (today when absent), by what is known now: loans paid out by then,
 * by number. `who` is a borrower's id or number. Throws `not_found` for another lender's, `date_is_ahead`.
 */
export async function getStatement(ctx: Ctx, who: string, asOf: LocalDate = ctx.today): Promise<Statement> {
  authorize(ctx, 'statement:read')
  if (asOf > ctx.today) throw invalid('check_fields', { asOf: 'date_is_ahead' })
  return snapshot(ctx, async ctx => {
    const person = await findBorrower(ctx, who)
    const found = await loadLoans(ctx, person.id, undefined, asOf)
    const begun = found.filter(({ record }) => record.loan.disbursedOn <= asOf).sort((a, b) => (a.record.loan.number < b.record.loan.number ? -1 : 1))
    const forgone = await sumPostings(ctx, 'loan', { borrowerIds: [person.id], until: asOf, accounts: ['waived', 'written_off'] })
    const loans = begun.map(({ record, state }) => {
      const of = Map.groupBy(forgone.get(record.loan.id) ?? [], ({ account }) => account)
      return { detail: explainLoan(record, state, bookOf(ctx)), balances: balancesOf(state, forgoneOf(of.get('waived')), forgoneOf(of.get('written_off'))) }
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

const forgoneOf = (postings: readonly Posting[] = []): Forgone => Object.fromEntries(postings.map(({ component, amountCents }) => [component, amountCents]))

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
