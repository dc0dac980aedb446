import { and, asc, eq, inArray, isNull } from 'drizzle-orm'
import { documentPages, documents, hardshipApplications } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { read } from '../transaction'
import { isCovered } from './accepted-files'

export type DocumentPageView = { number: number; widthPixels: number; heightPixels: number }
export type DocumentView = {
  id: string
  borrowerId: string
  applicationId: string | null
  evidenceRequestId: string | null
  kind: string
  fileName: string
  mediaType: string
  sizeBytes: number
  pageCount: number
  scanState: string
  uploadedByKind: string
  createdAt: Date
  pages: DocumentPageView[]
}
type Filter = { applicationId?: string; evidenceRequestId?: string; caseId?: string }

/** A borrower's files, oldest first, at most 100, without removed ones; for staff without those whose consent was taken back. Pages come from /api/documents/[token]/pages/[n]. */
export async function listDocuments(ctx: Ctx, borrowerId: string, filter: Filter = {}): Promise<DocumentView[]> {
  authorize(ctx, 'portal:read', 'document:read', 'case:read')
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) return []
  return read(ctx, async ctx => {
    const d = documents
    const found = await ctx.db
      .select({
        id: d.id,
        borrowerId: d.borrowerId,
        applicationId: d.applicationId,
        evidenceRequestId: d.evidenceRequestId,
        kind: d.kind,
        fileName: d.fileName,
        mediaType: d.mediaType,
        sizeBytes: d.sizeBytes,
        pageCount: d.pageCount,
        scanState: d.scanState,
        uploadedByKind: d.uploadedByKind,
        createdAt: d.createdAt,
        consents: hardshipApplications.consents,
      })
      .from(d)
      .leftJoin(hardshipApplications, and(eq(hardshipApplications.borrowerId, d.borrowerId), eq(hardshipApplications.id, d.applicationId)))
      .where(
        and(
          eq(d.lenderId, ctx.actor.lenderId),
          eq(d.borrowerId, borrowerId),
          isNull(d.removedAt),
          filter.applicationId ? eq(d.applicationId, filter.applicationId) : undefined,
          filter.evidenceRequestId ? eq(d.evidenceRequestId, filter.evidenceRequestId) : undefined,
          filter.caseId ? eq(d.caseId, filter.caseId) : undefined,
        ),
      )
      .orderBy(asc(d.createdAt), asc(d.id))
      .limit(100)
    const rows = found.flatMap(({ consents, ...row }) => (ctx.actor.kind === 'borrower' || isCovered(row.kind, consents) ? [row] : []))
    const pages = rows.length === 0 ? [] : await listPages(ctx, borrowerId, rows.map(row => row.id))
    return rows.map(row => ({ ...row, pages: pages.filter(page => page.documentId === row.id) }))
  })
}

const listPages = (ctx: Ctx, borrowerId: string, ids: string[]) =>
  ctx.db
    .select({
      documentId: documentPages.documentId,
      number: documentPages.number,
      widthPixels: documentPages.widthPixels,
      heightPixels: documentPages.heightPixels,
    })
    .from(documentPages)
    .where(and(eq(documentPages.lenderId, ctx.actor.lenderId), eq(documentPages.borrowerId, borrowerId), inArray(documentPages.documentId, ids)))
    .orderBy(asc(documentPages.documentId), asc(documentPages.number))
    .limit(2000)
