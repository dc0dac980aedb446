import { and, eq, isNull } from 'drizzle-orm'
import { documentPages, documents, hardshipApplications } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { conflict, notFound } from '../errors'
import { transaction } from '../transaction'
import { isCovered } from './accepted-files'

export type Opened = { storageKey: string; fileName: string; mediaType: string }

/** Opens one drawn page; a staff member's look leaves a trace. Throws `not_found`. */
export async function openPage(ctx: Ctx, borrowerId: string, documentId: string, number: number): Promise<Opened> {
  authorize(ctx, 'portal:read', 'document:read')
  return transaction(ctx, async ctx => {
    const found = await findDocument(ctx, borrowerId, documentId)
    const [page] = await ctx.db
      .select({ storageKey: documentPages.storageKey })
      .from(documentPages)
      .where(
        and(
          eq(documentPages.lenderId, ctx.actor.lenderId),
          eq(documentPages.borrowerId, borrowerId),
          eq(documentPages.documentId, documentId),
          eq(documentPages.number, number),
        ),
      )
    if (!page) throw notFound()
    if (ctx.actor.kind === 'staff') await record(ctx, { type: 'document.page_read', borrowerId, caseId: found.caseId ?? undefined, data: { documentId, number } })
    return { storageKey: page.storageKey, fileName: `${number}.jpg`, mediaType: 'image/jpeg' }
  })
}

/** Opens the file as it was sent, to be saved, never shown. Throws `not_found`, and `conflict` while its scan has no answer. */
export async function openOriginal(ctx: Ctx, borrowerId: string, documentId: string): Promise<Opened> {
  authorize(ctx, 'portal:read', 'document:read')
  return transaction(ctx, async ctx => {
    const found = await findDocument(ctx, borrowerId, documentId)
    if (!['clean', 'no_scanner'].includes(found.scanState)) throw conflict('document_not_scanned')
    if (ctx.actor.kind === 'staff') await record(ctx, { type: 'document.original_read', borrowerId, caseId: found.caseId ?? undefined, data: { documentId } })
    return { storageKey: found.storageKey, fileName: found.fileName, mediaType: found.mediaType }
  })
}

async function findDocument(ctx: Ctx, borrowerId: string, documentId: string) {
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  const [found] = await ctx.db
    .select({ document: documents, consents: hardshipApplications.consents })
    .from(documents)
    .leftJoin(hardshipApplications, and(eq(hardshipApplications.borrowerId, documents.borrowerId), eq(hardshipApplications.id, documents.applicationId)))
    .where(and(eq(documents.lenderId, ctx.actor.lenderId), eq(documents.borrowerId, borrowerId), eq(documents.id, documentId), isNull(documents.removedAt)))
  if (!found || (ctx.actor.kind !== 'borrower' && !isCovered(found.document.kind, found.consents))) throw notFound()
  return found.document
}
