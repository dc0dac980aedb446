import { and, eq, inArray, sql } from 'drizzle-orm'
import { creditReportCorrections, creditReportLines, creditReportWithdrawals, messages } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record, recordMany } from '../audit/record'
import { findTargets } from '../borrowers/find-queries'
import { insertAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import { transaction } from '../transaction'
import { fileOfToday } from './day-file-commands'
import type { WithdrawalReason } from './input'
import { listLinesOfLoan } from './lines-queries'
import { lockReporting } from './lock-queries'

type Withdrawal = typeof creditReportWithdrawals.$inferSelect
type Named = { borrowerId: string; withdrawalId: string }

/**
 * Asks to take back all that was reported of a loan that was never the borrower's, and to leave it out from now on. Throws
 * `reason_needed`, `loan_unknown`, and `withdrawal_already_asked` while one waits or has been approved.
 */
export async function proposeWithdrawal(ctx: Ctx, input: { loanNumber: string; reason: WithdrawalReason; note: string }): Promise<Named> {
  authorize(ctx, 'credit_report:correct')
  const { id: askedBy, lenderId } = requireStaff(ctx)
  const note = input.note.trim()
  if (note === '') throw invalid('reason_needed', { note: 'reason_needed' })
  return transaction(ctx, async ctx => {
    const [found] = await findTargets(ctx, [{ kind: 'loan', number: input.loanNumber.trim() }])
    if (!found?.loanId) throw invalid('loan_unknown', { loanNumber: 'loan_unknown' })
    const { borrowerId, loanId } = found
    const withdrawalId = newId()
    await ctx.db.insert(creditReportWithdrawals).values({ borrowerId, id: withdrawalId, lenderId, loanId, reason: input.reason, note, askedBy, askedAt: ctx.now })
    await record(ctx, { type: 'credit_withdrawal.proposed', borrowerId, data: { withdrawalId, loanId, reason: input.reason } })
    return { borrowerId, withdrawalId }
  })
}

/**
 * A second person's answer. Approving takes every month of the loan back in the day's file, each line naming the one it takes back,
 * drops what was held, ends open corrections and stops notices that have not left; no later report holds the loan. Throws
 * `own_approval_forbidden`, `withdrawal_already_decided`.
 */
export async function decideWithdrawal(ctx: Ctx, input: Named & { decision: 'approve' | 'return'; note: string }): Promise<{ withdrawn: number }> {
  authorize(ctx, 'credit_report:correct')
  const { id: decidedBy } = requireStaff(ctx)
  const note = input.note.trim()
  if (input.decision === 'return' && note === '') throw invalid('reason_needed', { note: 'reason_needed' })
  return transaction(ctx, async ctx => {
    await lockReporting(ctx, 'alone')
    const found = await lockWithdrawal(ctx, input)
    if (found.status !== 'proposed') throw conflict('withdrawal_already_decided')
    if (found.askedBy === decidedBy) throw new DomainError('forbidden', 'own_approval_forbidden')
    const isApproved = input.decision === 'approve'
    await ctx.db
      .update(creditReportWithdrawals)
      .set({ status: isApproved ? 'approved' : 'returned', decidedBy, decidedAt: ctx.now, decisionNote: note || null })
      .where(ofWithdrawal(ctx, input))
    const taken = isApproved ? await takeBack(ctx, found) : { withdrawn: 0 }
    await record(ctx, {
      type: isApproved ? 'credit_withdrawal.approved' : 'credit_withdrawal.returned',
      borrowerId: found.borrowerId,
      data: { withdrawalId: found.id, loanId: found.loanId, reason: found.reason, ...taken },
    })
    return { withdrawn: taken.withdrawn }
  })
}

/** Messages before cases: the order in which they are sent. */
async function takeBack(ctx: Ctx, { borrowerId, loanId }: Withdrawal) {
  const stopped = await stopNotices(ctx, borrowerId, loanId)
  await lockDebts(ctx, [borrowerId])
  const lines = await listLinesOfLoan(ctx, borrowerId, loanId)
  const isReported = lines.some(({ state }) => state === 'reported')
  const runId = isReported ? await fileOfToday(ctx) : null
  const rows = lines.map(line => {
    const wasReported = line.state === 'reported'
    const own = { id: newId(), runId: wasReported && runId ? runId : line.runId, state: wasReported ? 'withdrawn' : 'dropped' }
    return { ...line, ...own, heldReason: null, replacesLineId: line.id, createdAt: ctx.now }
  })
  await insertAll(ctx, creditReportLines, rows)
  const withdrawn = rows.filter(({ state }) => state === 'withdrawn').length
  const lapsed = await lapse(ctx, borrowerId, lines.map(({ id }) => id))
  return { withdrawn, dropped: rows.length - withdrawn, lapsed, stopped }
}

async function lapse(ctx: Ctx, borrowerId: string, lineIds: readonly string[]): Promise<number> {
  if (lineIds.length === 0) return 0
  const c = creditReportCorrections
  const lapsed = await ctx.db
    .update(c)
    .set({ status: 'lapsed' })
    .where(and(eq(c.lenderId, ctx.actor.lenderId), eq(c.borrowerId, borrowerId), inArray(c.lineId, [...lineIds]), inArray(c.status, ['found', 'proposed'])))
    .returning({ id: c.id })
  return lapsed.length
}

/** What says that the loan will be reported must not leave any more. */
async function stopNotices(ctx: Ctx, borrowerId: string, loanId: string): Promise<number> {
  const m = messages
  const stopped = await ctx.db
    .update(m)
    .set({ status: 'cancelled' })
    .where(
      and(
        eq(m.lenderId, ctx.actor.lenderId),
        eq(m.borrowerId, borrowerId),
        eq(m.status, 'queued'),
        inArray(m.templateCode, ['credit_notice', 'credit_notice_settled']),
        sql`split_part(${m.uniqueKey}, ':', 2) = ${loanId}`,
      ),
    )
    .returning({ id: m.id })
  await recordMany(ctx, stopped.map(({ id }) => ({ type: 'message.cancelled', borrowerId, data: { messageId: id, because: 'credit_report_withdrawn' } })))
  return stopped.length
}

async function lockWithdrawal(ctx: Ctx, input: Named): Promise<Withdrawal> {
  const [found] = await ctx.db.select().from(creditReportWithdrawals).where(ofWithdrawal(ctx, input)).for('update')
  if (!found) throw notFound()
  return found
}

const ofWithdrawal = (ctx: Ctx, { borrowerId, withdrawalId }: Named) =>
  and(eq(creditReportWithdrawals.lenderId, ctx.actor.lenderId), eq(creditReportWithdrawals.borrowerId, borrowerId), eq(creditReportWithdrawals.id, withdrawalId))
