import { Readable } from 'node:stream'
import { and, eq, isNull, sql } from 'drizzle-orm'
import { documentPages, documents, evidenceRequests, hardshipApplications } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, DomainError, invalid, notFound } from '../errors'
import { transaction } from '../transaction'
import { cleanFileName, consentFor, limits, type DocumentKind } from './accepted-files'
import { drawPages } from './draw-pages'
import type { Scanner } from './scanner-port'
import { putFile, type Storage, type StoredFile } from './storage-port'

export type NewDocument = {
  borrowerId: string
  applicationId: string
  evidenceRequestId: string | null
  kind: DocumentKind
  fileName: string
  bytes: Uint8Array
}
export type Stores = { storage: Storage; scanner: Scanner | null }
type StoredPage = { stored: StoredFile; widthPixels: number; heightPixels: number }

/**
 * Checks, scans, redraws and keeps one file of an application. The same file again is the first one. Throws `invalid` for a file
 * that is refused (nothing is kept), `too_large`, `conflict` document_quota_reached, consent_needed. Consent: PIPL art. 29.
 */
export async function addDocument(ctx: Ctx, { storage, scanner }: Stores, input: NewDocument): Promise<{ documentId: string }> {
  authorize(ctx, 'document:upload', 'hardship:open')
  const { borrowerId, bytes } = input
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
  if (bytes.length > limits.fileBytes) throw new DomainError('too_large', 'file_too_large', { values: { megabytes: limits.fileBytes / 1_000_000 } })
  const fileName = cleanFileName(input.fileName)
  const drawn = await drawPages(fileName, bytes)
  const scanState = scanner ? await scanner(bytes) : 'no_scanner'
  if (scanState === 'infected') throw invalid('file_infected')
  const kept: string[] = []
  try {
    const original = await keep(storage, kept, bytes, limits.fileBytes)
    const pages: StoredPage[] = []
    for (const { jpeg, widthPixels, heightPixels } of drawn.pages) {
      pages.push({ stored: await keep(storage, kept, jpeg, limits.requestBytes), widthPixels, heightPixels })
    }
    return await transaction(ctx, async ctx => {
      const { caseId } = await checkRoom(ctx, input)
      const known = await findSame(ctx, input, original.sha256)
      if (known) {
        await drop(storage, kept)
        return { documentId: known }
      }
      const documentId = newId()
      await ctx.db.insert(documents).values({
        ...scope(ctx, borrowerId, documentId),
        caseId,
        applicationId: input.applicationId,
        evidenceRequestId: input.evidenceRequestId,
        kind: input.kind,
        fileName,
        mediaType: drawn.mediaType,
        sizeBytes: original.sizeBytes,
        sha256: original.sha256,
        storageKey: original.key,
        pageCount: pages.length,
        scanState,
        uploadedByKind: ctx.actor.kind,
        uploadedBy: ctx.actor.id,
        createdAt: ctx.now,
      })
      await insertPages(ctx, borrowerId, documentId, pages)
      await record(ctx, {
        type: 'document.added',
        borrowerId,
        caseId,
        data: { documentId, applicationId: input.applicationId, kind: input.kind, sha256: original.sha256, pages: pages.length, scanState },
      })
      return { documentId }
    })
  } catch (error) {
    await drop(storage, kept)
    throw error
  }
}

/** Takes a file out of a draft; what was sent stays with the application. */
export async function removeDocument(ctx: Ctx, storage: Storage, borrowerId: string, documentId: string): Promise<void> {
  authorize(ctx, 'document:upload', 'hardship:open')
  const keys = await transaction(ctx, async ctx => {
    const mine = and(eq(documents.lenderId, ctx.actor.lenderId), eq(documents.borrowerId, borrowerId), eq(documents.id, documentId))
    const [found] = await ctx.db.select().from(documents).where(mine).for('update')
    if (!found || (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId)) throw notFound()
    if (found.removedAt) return []
    const { status } = await findApplication(ctx, borrowerId, found.applicationId ?? '')
    if (status !== 'draft') throw conflict('document_already_sent')
    await ctx.db.update(documents).set({ removedAt: ctx.now }).where(mine)
    const pages = await ctx.db
      .select({ key: documentPages.storageKey })
      .from(documentPages)
      .where(and(eq(documentPages.lenderId, ctx.actor.lenderId), eq(documentPages.borrowerId, borrowerId), eq(documentPages.documentId, documentId)))
    await record(ctx, { type: 'document.removed', borrowerId, caseId: found.caseId ?? undefined, data: { documentId } })
    return [found.storageKey, ...pages.map(page => page.key)]
  })
  await drop(storage, keys)
}

const scope = (ctx: Ctx, borrowerId: string, id: string) => ({ borrowerId, id, lenderId: ctx.actor.lenderId })

async function keep(storage: Storage, kept: string[], bytes: Uint8Array, maxBytes: number): Promise<StoredFile> {
  const stored = await putFile(storage, Readable.from([Buffer.from(bytes)]), { maxBytes })
  kept.push(stored.key)
  return stored
}

async function drop(storage: Storage, keys: readonly string[]): Promise<void> {
  await Promise.allSettled(keys.map(key => storage.delete(key)))
}

async function insertPages(ctx: Ctx, borrowerId: string, documentId: string, pages: readonly StoredPage[]): Promise<void> {
  await ctx.db.insert(documentPages).values(
    pages.map(({ stored, widthPixels, heightPixels }, index) => ({
      ...scope(ctx, borrowerId, newId()),
      documentId,
      number: index + 1,
      storageKey: stored.key,
      widthPixels,
      heightPixels,
    })),
  )
}

const ofBorrower = (ctx: Ctx, borrowerId: string) =>
  and(eq(documents.lenderId, ctx.actor.lenderId), eq(documents.borrowerId, borrowerId), isNull(documents.removedAt))

async function findApplication(ctx: Ctx, borrowerId: string, applicationId: string) {
  const a = hardshipApplications
  const [found] = await ctx.db
    .select({ caseId: a.caseId, status: a.status, consents: a.consents })
    .from(a)
    .where(and(eq(a.lenderId, ctx.actor.lenderId), eq(a.borrowerId, borrowerId), eq(a.id, applicationId)))
    .for('update')
  if (!found) throw notFound()
  return found
}

/** Locks the application, so that two uploads cannot both take the last place. */
async function checkRoom(ctx: Ctx, input: NewDocument): Promise<{ caseId: string }> {
  const application = await findApplication(ctx, input.borrowerId, input.applicationId)
  if (['approved', 'declined', 'withdrawn'].includes(application.status)) throw conflict('application_closed')
  if (application.consents[consentFor(input.kind)] !== 'granted') throw conflict('consent_needed')
  if (input.evidenceRequestId) {
    const mine = and(eq(evidenceRequests.lenderId, ctx.actor.lenderId), eq(evidenceRequests.borrowerId, input.borrowerId))
    const asked = await ctx.db.$count(
      evidenceRequests,
      and(mine, eq(evidenceRequests.id, input.evidenceRequestId), eq(evidenceRequests.applicationId, input.applicationId)),
    )
    if (asked === 0) throw notFound()
  }
  const [used] = await ctx.db
    .select({ files: sql<number>`count(*)::int`, bytes: sql<number>`coalesce(sum(${documents.sizeBytes}), 0)::float8` })
    .from(documents)
    .where(ofBorrower(ctx, input.borrowerId))
  const full = used && (used.files >= limits.filesPerBorrower || used.bytes + input.bytes.length > limits.bytesPerBorrower)
  if (full) throw conflict('document_quota_reached', { files: limits.filesPerBorrower, megabytes: limits.bytesPerBorrower / 1_000_000 })
  return { caseId: application.caseId }
}

async function findSame(ctx: Ctx, input: NewDocument, sha256: string): Promise<string | null> {
  const [same] = await ctx.db
    .select({ id: documents.id })
    .from(documents)
    .where(and(ofBorrower(ctx, input.borrowerId), eq(documents.applicationId, input.applicationId), eq(documents.sha256, sha256)))
    .limit(1)
  return same?.id ?? null
}
