import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { eq, sql } from 'drizzle-orm'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, documentPages, documents, evidenceRequests, hardshipApplications } from '@/db/schema'
import { newId } from '../clock'
import { saveStep, startApplication } from '../hardship/commands'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { limits } from './accepted-files'
import { addDocument, removeDocument, type NewDocument } from './commands'
import { diskStorage } from './disk-storage-port'
import { listDocuments } from './queries'
import { openOriginal, openPage } from './reading-commands'

const folder = mkdtempSync(path.join(tmpdir(), 'leeway-documents-'))
const storage = diskStorage(folder)
const stores = { storage, scanner: null }
const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await world.close()
})

const kept = () => readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length
const png = (shade: number) => sharp({ create: { width: 40, height: 30, channels: 3, background: { r: shade, g: 80, b: 80 } } }).png().toBuffer()

async function anApplicant() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  await world.openCase(lender.id, borrower.id)
  const ctx = await world.borrowerCtx(lender.id, borrower.id)
  const { applicationId } = await startApplication(ctx, borrower.id)
  await saveStep(ctx, borrower.id, applicationId, { step: 'proof', consents: { finance: 'granted' } })
  const file = async (more: Partial<NewDocument> = {}): Promise<NewDocument> => ({
    borrowerId: borrower.id,
    applicationId,
    evidenceRequestId: null,
    kind: 'payslip',
    fileName: '工资条.png',
    bytes: await png(200),
    ...more,
  })
  return { lender, borrower, ctx, applicationId, file }
}

describe('adding a file', () => {
  it('keeps the original and its drawn pages, and says so in the audit', async () => {
    const { borrower, ctx, applicationId, file } = await anApplicant()
    const { documentId } = await addDocument(ctx, stores, await file())
    expect(await listDocuments(ctx, borrower.id, { applicationId })).toMatchObject([
      { id: documentId, fileName: '工资条.png', pageCount: 1, scanState: 'no_scanner', pages: [{ number: 1, widthPixels: 40, heightPixels: 30 }] },
    ])
    expect((await openPage(ctx, borrower.id, documentId, 1)).mediaType).toBe('image/jpeg')
    const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, borrower.id))
    expect(events.map(event => event.type)).toContain('document.added')
    expect(JSON.stringify(events)).not.toContain('工资条')
  })

  it('the same file five times at once is one', async () => {
    const { borrower, ctx, file } = await anApplicant()
    const before = kept()
    const input = await file()
    const added = await Promise.all(Array.from({ length: 5 }, () => addDocument(ctx, stores, input)))
    expect(new Set(added.map(one => one.documentId)).size).toBe(1)
    expect(await listDocuments(ctx, borrower.id)).toHaveLength(1)
    expect(kept() - before).toBe(2)
  })

  it('keeps nothing of what is refused', async () => {
    const { borrower, ctx, file } = await anApplicant()
    const before = kept()
    const infected = { storage, scanner: () => Promise.resolve('infected' as const) }
    await expect(addDocument(ctx, stores, await file({ bytes: Buffer.from('<html>'), fileName: 'a.pdf' }))).rejects.toMatchObject({ message: 'file_type_refused' })
    await expect(addDocument(ctx, stores, await file({ bytes: Buffer.alloc(limits.fileBytes + 1) }))).rejects.toMatchObject({ code: 'too_large' })
    await expect(addDocument(ctx, stores, await file({ kind: 'medical' }))).rejects.toMatchObject({ message: 'consent_needed' })
    await expect(addDocument(ctx, infected, await file())).rejects.toMatchObject({ message: 'file_infected' })
    await expect(addDocument(ctx, stores, await file({ evidenceRequestId: newId() }))).rejects.toMatchObject({ code: 'not_found' })
    expect(await listDocuments(ctx, borrower.id)).toEqual([])
    expect(kept()).toBe(before)
  })

  it('two at once cannot both take the last place', async () => {
    const { lender, borrower, ctx, applicationId, file } = await anApplicant()
    await world.owner.db.insert(documents).values(
      Array.from({ length: limits.filesPerBorrower - 1 }, () => ({
        borrowerId: borrower.id,
        id: newId(),
        lenderId: lender.id,
        applicationId,
        kind: 'other',
        fileName: 'a.png',
        mediaType: 'image/png',
        sizeBytes: 1,
        sha256: newId(),
        storageKey: newId(),
        scanState: 'no_scanner',
        uploadedByKind: 'borrower',
        createdAt: NOON,
      })),
    )
    const tries = await Promise.allSettled([addDocument(ctx, stores, await file({ bytes: await png(1) })), addDocument(ctx, stores, await file({ bytes: await png(2) }))])
    expect(tries.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(tries.find(one => one.status === 'rejected')).toMatchObject({ reason: { message: 'document_quota_reached' } })
  })

  it('belongs to the request it answers', async () => {
    const { lender, borrower, ctx, applicationId, file } = await anApplicant()
    const requestId = newId()
    await world.owner.db.insert(evidenceRequests).values({ borrowerId: borrower.id, id: requestId, lenderId: lender.id, applicationId, topic: 'income', askedAt: NOON })
    await addDocument(ctx, stores, await file({ evidenceRequestId: requestId }))
    expect(await listDocuments(ctx, borrower.id, { evidenceRequestId: requestId })).toHaveLength(1)
  })
})

describe('taking a file out', () => {
  it('removes row and bytes from a draft, but not from what was sent', async () => {
    const { borrower, ctx, applicationId, file } = await anApplicant()
    const before = kept()
    const { documentId } = await addDocument(ctx, stores, await file())
    await removeDocument(ctx, storage, borrower.id, documentId)
    await removeDocument(ctx, storage, borrower.id, documentId)
    expect(kept()).toBe(before)
    expect(await listDocuments(ctx, borrower.id)).toEqual([])
    const again = await addDocument(ctx, stores, await file())
    await world.owner.db.update(hardshipApplications).set({ status: 'submitted' }).where(eq(hardshipApplications.id, applicationId))
    await expect(removeDocument(ctx, storage, borrower.id, again.documentId)).rejects.toMatchObject({ message: 'document_already_sent' })
  })
})

describe('reading', () => {
  it('is traced for staff, and refused to strangers', async () => {
    const { lender, borrower, ctx, file } = await anApplicant()
    const { documentId } = await addDocument(ctx, stores, await file())
    const reviewer = await world.ctx(await world.staff(lender.id, 'reviewer'))
    await openPage(reviewer, borrower.id, documentId, 1)
    await openOriginal(reviewer, borrower.id, documentId)
    const events = await world.owner.db.select({ type: auditEvents.type }).from(auditEvents).where(eq(auditEvents.actorId, reviewer.actor.id))
    expect(events.map(event => event.type)).toEqual(['document.page_read', 'document.original_read'])

    const collector = await world.ctx(await world.staff(lender.id, 'collector'))
    await expect(openPage(collector, borrower.id, documentId, 1)).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await world.ctx(await world.staff((await world.lender()).id, 'reviewer'))
    const neighbour = await world.borrower(lender.id)
    const nextDoor = await world.borrowerCtx(lender.id, neighbour.id)
    for (const stranger of [elsewhere, nextDoor]) {
      await expect(openPage(stranger, borrower.id, documentId, 1)).rejects.toMatchObject({ code: 'not_found' })
      await expect(openOriginal(stranger, borrower.id, documentId)).rejects.toMatchObject({ code: 'not_found' })
      expect(await listDocuments(stranger, borrower.id)).toEqual([])
    }
    await expect(addDocument(nextDoor, stores, await file())).rejects.toMatchObject({ code: 'not_found' })
    await expect(addDocument(nextDoor, stores, await file({ borrowerId: neighbour.id }))).rejects.toMatchObject({ code: 'not_found' })
    await expect(removeDocument(nextDoor, storage, borrower.id, documentId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(openPage(ctx, borrower.id, documentId, 2)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('ends for staff when the consent is taken back, and not for the borrower', async () => {
    const { lender, borrower, ctx, applicationId, file } = await anApplicant()
    const { documentId } = await addDocument(ctx, stores, await file())
    const reviewer = await world.ctx(await world.staff(lender.id, 'reviewer'))
    expect(await listDocuments(reviewer, borrower.id)).toHaveLength(1)
    await saveStep(ctx, borrower.id, applicationId, { step: 'proof', consents: { finance: 'refused' } })
    expect(await listDocuments(reviewer, borrower.id)).toEqual([])
    await expect(openPage(reviewer, borrower.id, documentId, 1)).rejects.toMatchObject({ code: 'not_found' })
    expect(await listDocuments(ctx, borrower.id)).toHaveLength(1)
    expect((await openOriginal(ctx, borrower.id, documentId)).fileName).toBe('工资条.png')
  })

  it('by row-level security alone a borrower sees own pages only', async () => {
    const mine = await anApplicant()
    const other = await anApplicant()
    await addDocument(mine.ctx, stores, await mine.file())
    await addDocument(other.ctx, stores, await other.file())
    const seen = await world.app.db.transaction(async db => {
      await db.execute(sql`select set_config('app.actor_kind', 'borrower', true), set_config('app.lender_id', ${mine.lender.id}, true), set_config('app.borrower_id', ${mine.borrower.id}, true)`)
      return [await db.select({ borrowerId: documents.borrowerId }).from(documents), await db.select({ borrowerId: documentPages.borrowerId }).from(documentPages)].flat()
    })
    expect(seen).toEqual([{ borrowerId: mine.borrower.id }, { borrowerId: mine.borrower.id }])
  })
})
