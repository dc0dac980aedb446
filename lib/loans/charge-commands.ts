import { and, eq } from 'drizzle-orm'
import { loanCharges } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { findTarget } from '../borrowers/find-queries'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addMonths, type LocalDate } from '../dates'
import { conflict, invalid, notFound } from '../errors'
import { writeAllocations } from '../ledger/allocation-commands'
import { move } from '../ledger/entries'
import { postEntries } from '../ledger/entry-commands'
import { replayRecord } from '../ledger/loan-record'
import { listAllocations } from '../ledger/posting-queries'
import type { Cents } from '../money'
import { renewOffers } from '../plans/offer-commands'
import { transaction } from '../transaction'
import { lockLoans } from './figures-commands'
import { bookOf, loadLoanRecords } from './record-queries'

export type AddCharge = {
  borrowerId: string
  loanId: string
  component: 'fee' | 'cost'
  amountCents: Cents
  dueOn: LocalDate
  reason: string
  /** The same key with the same charge is one charge. */
  requestKey?: string
}
type Added = { chargeId: string; isReplay: boolean }

/** A charge falls due at most so far ahead. */
const MOST_MONTHS = 12

/**
 * Bills a fee or a cost beside the schedule; an offer that it moves is made anew. Throws `not_found`, `payment_amount_not_positive`,
 * `charge_day_impossible` before the money was paid out or more than a year ahead, `charge_loan_closed`, `idempotency_key_reused`.
 */
export async function addCharge(ctx: Ctx, input: AddCharge): Promise<Added> {
  authorize(ctx, 'charge:record')
  if (input.amountCents <= 0) throw invalid('payment_amount_not_positive', { amount: 'payment_amount_not_positive' })
  return transaction(ctx, async ctx => {
    const { borrowerId, loanId, component, amountCents, dueOn } = input
    if (!(await lockLoans(ctx, borrowerId)).includes(loanId)) throw notFound()
    const before = input.requestKey === undefined ? null : await findCharged(ctx, input, input.requestKey)
    if (before) return before
    const [found] = await loadLoanRecords(ctx, borrowerId, [loanId])
    if (!found || found.loan.status === 'cancelled') throw conflict('charge_loan_closed')
    if (dueOn < found.loan.disbursedOn || dueOn > addMonths(ctx.today, MOST_MONTHS)) throw invalid('charge_day_impossible', { dueOn: 'charge_day_impossible' })
    const chargeId = newId()
    await ctx.db.insert(loanCharges).values({ ...input, id: chargeId, lenderId: ctx.actor.lenderId, createdAt: ctx.now })
    await postEntries(ctx, borrowerId, [{ loanId, kind: 'charge', effectiveOn: ctx.today, postings: move(amountCents, component, 'receivable', 'income') }])
    await settle(ctx, borrowerId, loanId)
    await record(ctx, { type: 'loan.charged', borrowerId, data: { loanId, chargeId, component, amountCents, dueOn } })
    return { chargeId, isReplay: false }
  })
}

/** As `addCharge` for the loan of a number, `ofBorrower` alone when that is given. Throws `payment_target_unknown` too. */
export async function billCharge(ctx: Ctx, input: Omit<AddCharge, 'borrowerId' | 'loanId'> & { loanNumber: string; ofBorrower?: string }): Promise<Added & { borrowerId: string }> {
  authorize(ctx, 'charge:record')
  const { loanNumber, ofBorrower, ...charge } = input
  return transaction(ctx, async ctx => {
    const { borrowerId, loanId } = await findTarget(ctx, { kind: 'loan', number: loanNumber })
    if (!loanId || (ofBorrower !== undefined && borrowerId !== ofBorrower)) throw notFound()
    return { ...(await addCharge(ctx, { ...charge, borrowerId, loanId })), borrowerId }
  })
}

/** What came with the same key before. The loans are locked; a key that two borrowers share at once meets the unique index. */
async function findCharged(ctx: Ctx, input: AddCharge, requestKey: string): Promise<Added | null> {
  const [found] = await ctx.db.select().from(loanCharges).where(and(eq(loanCharges.lenderId, ctx.actor.lenderId), eq(loanCharges.requestKey, requestKey)))
  if (!found) return null
  const isSame = (['loanId', 'component', 'amountCents', 'dueOn', 'reason'] as const).every(key => found[key] === input[key])
  if (!isSame) throw conflict('idempotency_key_reused')
  return { chargeId: found.id, isReplay: true }
}

/** Takes a charge back; money that had paid it goes where it would have gone. Throws `not_found`, `charge_cancelled_before`. */
export async function cancelCharge(ctx: Ctx, input: { borrowerId: string; chargeId: string }): Promise<void> {
  authorize(ctx, 'charge:record')
  await transaction(ctx, async ctx => {
    await lockLoans(ctx, input.borrowerId)
    const mine = and(eq(loanCharges.lenderId, ctx.actor.lenderId), eq(loanCharges.borrowerId, input.borrowerId), eq(loanCharges.id, input.chargeId))
    const [charge] = await ctx.db.select().from(loanCharges).where(mine)
    if (!charge) throw notFound()
    if (charge.cancelledAt) throw conflict('charge_cancelled_before')
    await ctx.db.update(loanCharges).set({ cancelledAt: ctx.now }).where(mine)
    const { borrowerId, loanId, amountCents } = charge
    const component = charge.component === 'cost' ? 'cost' : 'fee'
    await postEntries(ctx, borrowerId, [{ loanId, kind: 'reversal', effectiveOn: ctx.today, postings: move(amountCents, component, 'income', 'receivable') }])
    await settle(ctx, borrowerId, loanId)
    await record(ctx, { type: 'loan.charge_cancelled', borrowerId, data: { loanId, chargeId: charge.id, amountCents } })
  })
}

async function settle(ctx: Ctx, borrowerId: string, loanId: string): Promise<void> {
  const [[found], stored] = await Promise.all([loadLoanRecords(ctx, borrowerId, [loanId]), listAllocations(ctx, [borrowerId], [loanId])])
  if (!found) throw notFound()
  await writeAllocations(ctx, [{ record: found, state: replayRecord(found, bookOf(ctx)) }], stored)
  await renewOffers(ctx, borrowerId)
  await refreshCase(ctx, borrowerId)
}
