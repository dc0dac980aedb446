import { and, eq } from 'drizzle-orm'
import { paymentProposals } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import { bookOf } from '../loans/record-queries'
import type { Cents, Currency } from '../money'
import { transaction } from '../transaction'
import { recordPayment } from './commands'
import { lockDebt } from './debt-commands'
import { findTarget } from '../borrowers/find-queries'
import { findRecorded } from './find-queries'
import type { PaymentChannel } from './input'
import type { RecordPayment } from './payment'
import { creditOf, postRefund } from './refund-commands'
import { isAboveLimit } from './second-person-queries'
import { sharesOf } from './shares'

type ProposalRow = typeof paymentProposals.$inferSelect
type Entered = { borrowerId: string; paymentId: string | null; proposalId: string | null }

/**
 * A payment typed by staff: recorded at once up to the lender's limit, above it, alone or with what was typed for the same borrower
 * lately, kept for another person to confirm, with nothing posted. Throws as `recordPayment` does, and
 * `payment_already_recorded` when another form said the same.
 */
export async function enterPayment(ctx: Ctx, input: Omit<RecordPayment, 'source' | 'idempotencyKey' | 'externalId'> & { reference: string; requestId: string }): Promise<Entered> {
  authorize(ctx, 'payment:record')
  const { id: askedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const { borrowerId, loanId } = await findTarget(ctx, input.target)
    // Held before what came lately is added up: of two that are typed at once the later one sees the earlier.
    const debt = await lockDebt(ctx, borrowerId)
    const { reference, requestId, ...payment } = input
    const entered = { ...payment, source: 'staff', externalId: reference || requestId, idempotencyKey: requestId }
    const known = await findRecorded(ctx, [entered])
    if (known.length > 0 || !(await isAboveLimit(ctx, borrowerId, input.amountCents))) {
      const { paymentId, isReplay } = await recordPayment(ctx, entered)
      // The same form sent again is one payment; another form that says the same may be another one under a careless reference.
      if (isReplay && known.every(one => one.idempotencyKey !== requestId)) throw conflict('payment_already_recorded')
      return { borrowerId, paymentId, proposalId: null }
    }
    sharesOf(ctx.lender.currency, bookOf(ctx), input, debt.records, loanId)
    const { amountCents, effectiveOn, channel } = input
    const proposalId = await propose(ctx, { borrowerId, kind: 'payment', loanId, targetNumber: input.target.number, amountCents, effectiveOn, channel, reference, requestId, askedBy })
    return { borrowerId, paymentId: null, proposalId }
  })
}

/** Asks to pay a loan's credit back. Throws `refund_above_credit`, `refund_already_asked`. */
export async function askRefund(ctx: Ctx, input: { loanNumber: string; amountCents: Cents; reason: string; requestId: string }): Promise<{ proposalId: string }> {
  authorize(ctx, 'payment:record')
  const { id: askedBy } = requireStaff(ctx)
  return transaction(ctx, async ctx => {
    const { borrowerId, loanId } = await findTarget(ctx, { kind: 'loan', number: input.loanNumber })
    const debt = await lockDebt(ctx, borrowerId)
    if (!loanId) throw notFound()
    const { amountCents, reason, requestId } = input
    if (amountCents > creditOf(ctx, debt, loanId)) throw invalid('refund_above_credit', { amount: 'refund_above_credit' })
    const paid = { effectiveOn: ctx.today, channel: 'bank_transfer', reference: '' }
    const proposalId = await propose(ctx, { ...paid, borrowerId, kind: 'refund', loanId, targetNumber: input.loanNumber, amountCents, reason, requestId, askedBy })
    return { proposalId }
  })
}

async function propose(ctx: Ctx, row: Omit<typeof paymentProposals.$inferInsert, 'id' | 'lenderId' | 'askedAt'>): Promise<string> {
  const id = newId()
  await ctx.db.insert(paymentProposals).values({ ...row, id, lenderId: ctx.actor.lenderId, askedAt: ctx.now })
  await record(ctx, { type: `${row.kind}.proposed`, borrowerId: row.borrowerId, data: { proposalId: id, amountCents: row.amountCents } })
  return id
}

export type DecideProposal = { borrowerId: string; proposalId: string; decision: 'confirm' | 'decline'; note: string }

/**
 * A second person's answer: confirming posts, on today's figures, in the same act. Nobody decides what they asked for. Throws
 * `own_approval_forbidden`, `proposal_already_decided`, `payment_target_changed` when the number by now names another debt, and what
 * posting throws.
 */
export async function decideProposal(ctx: Ctx, input: DecideProposal): Promise<{ resultId: string | null }> {
  authorize(ctx, 'payment:confirm')
  const { id: decidedBy } = requireStaff(ctx)
  const note = input.note.trim()
  if (input.decision === 'decline' && note === '') throw invalid('reason_needed', { note: 'reason_needed' })
  return transaction(ctx, async ctx => {
    await lockDebts(ctx, [input.borrowerId])
    const ofProposal = and(eq(paymentProposals.lenderId, ctx.actor.lenderId), eq(paymentProposals.borrowerId, input.borrowerId), eq(paymentProposals.id, input.proposalId))
    const [found] = await ctx.db.select().from(paymentProposals).where(ofProposal).for('update')
    if (!found) throw notFound()
    if (found.status !== 'waiting') throw conflict('proposal_already_decided')
    if (found.askedBy === decidedBy) throw new DomainError('forbidden', 'own_approval_forbidden')
    const resultId = input.decision === 'confirm' ? await carryOut(ctx, found) : null
    const status = input.decision === 'confirm' ? 'confirmed' : 'declined'
    await ctx.db.update(paymentProposals).set({ status, decidedBy, decidedAt: ctx.now, decisionNote: note || null, resultId }).where(ofProposal)
    await record(ctx, { type: `${found.kind === 'refund' ? 'refund' : 'payment'}.${status}`, borrowerId: found.borrowerId, data: { proposalId: found.id, resultId, amountCents: found.amountCents } })
    return { resultId }
  })
}

async function carryOut(ctx: Ctx, { kind, borrowerId, loanId, targetNumber, amountCents, effectiveOn, channel, reference, requestId }: ProposalRow): Promise<string> {
  if (kind === 'refund') return postRefund(ctx, { borrowerId, loanId: loanId ?? '', amountCents })
  const currency: Currency = ctx.lender.currency
  const now = await findTarget(ctx, { kind: 'any', number: targetNumber })
  if (now.borrowerId !== borrowerId || now.loanId !== loanId) throw conflict('payment_target_changed')
  const { paymentId, isReplay } = await recordPayment(ctx, {
    ...{ target: { kind: 'any' as const, number: targetNumber }, amountCents, currency, effectiveOn, channel: channel as PaymentChannel },
    ...{ source: 'staff', externalId: reference || requestId, idempotencyKey: requestId },
  })
  if (isReplay) throw conflict('payment_already_recorded')
  return paymentId
}
