import { and, eq } from 'drizzle-orm'
import { creditReportCorrections, creditReportLines } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import { transaction } from '../transaction'
import { fileOfToday } from './day-file-commands'
import { differencesOf } from './difference'
import { listWanted } from './find-commands'
import type { CorrectionReason } from './input'
import type { ReportContent } from './report-line'

type Correction = typeof creditReportCorrections.$inferSelect
type Named = { borrowerId: string; correctionId: string }

/** Asks to correct a line that no longer fits. Throws `correction_already_decided`, `credit_report_not_told`. */
export async function proposeCorrection(ctx: Ctx, input: Named & { reason: CorrectionReason; note: string }): Promise<void> {
  authorize(ctx, 'credit_report:correct')
  const { id: askedBy } = requireStaff(ctx)
  await transaction(ctx, async ctx => {
    const found = await lockCorrection(ctx, input)
    if (found.status !== 'found') throw conflict('correction_already_decided')
    if (found.needsNotice) throw conflict('credit_report_not_told')
    const asked = { reason: input.reason, note: input.note.trim() || null, askedBy, askedAt: ctx.now, decidedBy: null, decidedAt: null, decisionNote: null }
    await ctx.db.update(creditReportCorrections).set({ status: 'proposed', ...asked }).where(ofCorrection(ctx, input))
    await record(ctx, { type: 'credit_correction.proposed', borrowerId: found.borrowerId, data: { correctionId: found.id, lineId: found.lineId, reason: input.reason } })
  })
}

/**
 * A second person's answer. Approving writes the new line, which names the one it replaces, into the day's file of corrections; the old
 * line stays as it was. The line is reckoned again first, under the borrower's locks. Throws `own_approval_forbidden`,
 * `correction_already_decided`, `correction_changed`.
 */
export async function decideCorrection(ctx: Ctx, input: Named & { decision: 'approve' | 'return'; note: string }): Promise<{ lineId: string | null }> {
  authorize(ctx, 'credit_report:correct')
  const { id: decidedBy } = requireStaff(ctx)
  const note = input.note.trim()
  if (input.decision === 'return' && note === '') throw invalid('reason_needed', { note: 'reason_needed' })
  return transaction(ctx, async ctx => {
    await lockDebts(ctx, [input.borrowerId])
    const found = await lockCorrection(ctx, input)
    if (found.status !== 'proposed') throw conflict('correction_already_decided')
    if (found.askedBy === decidedBy) throw new DomainError('forbidden', 'own_approval_forbidden')
    const lineId = input.decision === 'approve' ? await replaceLine(ctx, found) : null
    const decided = { decidedBy, decidedAt: ctx.now, decisionNote: note || null }
    const next = lineId ? { status: 'approved', newLineId: lineId } : { status: 'found', askedBy: null, askedAt: null, reason: null, note: null }
    await ctx.db.update(creditReportCorrections).set({ ...decided, ...next }).where(ofCorrection(ctx, input))
    await record(ctx, {
      type: lineId ? 'credit_correction.approved' : 'credit_correction.returned',
      borrowerId: found.borrowerId,
      data: { correctionId: found.id, lineId: found.lineId, newLineId: lineId },
    })
    return { lineId }
  })
}

async function replaceLine(ctx: Ctx, found: Correction): Promise<string> {
  const wanted = (await listWanted(ctx, [found.borrowerId])).find(({ lineId }) => lineId === found.lineId)
  const isSame = wanted && wanted.kind === found.kind && !wanted.needsNotice && differencesOf(found.content as ReportContent, wanted.content).length === 0
  if (!isSame) throw conflict('correction_changed')
  const [old] = await ctx.db
    .select()
    .from(creditReportLines)
    .where(and(eq(creditReportLines.lenderId, ctx.actor.lenderId), eq(creditReportLines.borrowerId, found.borrowerId), eq(creditReportLines.id, found.lineId)))
  if (!old) throw notFound()
  const id = newId()
  const own = { id, runId: await fileOfToday(ctx), state: 'reported', heldReason: null, replacesLineId: old.id, createdAt: ctx.now }
  await ctx.db.insert(creditReportLines).values({ ...old, ...wanted.content, ...own })
  return id
}

async function lockCorrection(ctx: Ctx, input: Named): Promise<Correction> {
  const [found] = await ctx.db.select().from(creditReportCorrections).where(ofCorrection(ctx, input)).for('update')
  if (!found) throw notFound()
  return found
}

const ofCorrection = (ctx: Ctx, { borrowerId, correctionId }: Named) =>
  and(eq(creditReportCorrections.lenderId, ctx.actor.lenderId), eq(creditReportCorrections.borrowerId, borrowerId), eq(creditReportCorrections.id, correctionId))
