import { bigint, check, foreignKey, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { borrowers } from './borrowers'
import { moment, oneOf, owned, ownedKeys } from './columns'

/** The row holds owner, hash, size, type and scan state; bytes live behind the storage port under a random key. */
export const documents = pgTable(
  'documents',
  {
    ...owned(),
    caseId: uuid('case_id'),
    applicationId: uuid('application_id'),
    evidenceRequestId: uuid('evidence_request_id'),
    planId: uuid('plan_id'),
    kind: text('kind').notNull(),
    fileName: text('file_name').notNull(),
    mediaType: text('media_type').notNull(),
    sizeBytes: bigint('size_bytes', { mode: 'number' }).notNull(),
    sha256: text('sha256').notNull(),
    storageKey: text('storage_key').notNull(),
    pageCount: integer('page_count').notNull().default(0),
    scanState: text('scan_state').notNull(),
    uploadedByKind: text('uploaded_by_kind').notNull(),
    uploadedBy: uuid('uploaded_by'),
    createdAt: moment('created_at').notNull(),
    removedAt: moment('removed_at'),
  },
  t => [
    ...ownedKeys('documents', t),
    unique('documents_storage_key').on(t.lenderId, t.storageKey),
    index('documents_application_idx').on(t.borrowerId, t.applicationId),
    check('documents_scan_state_check', oneOf(t.scanState, ['pending', 'clean', 'infected', 'error', 'no_scanner'])),
    foreignKey({ name: 'documents_borrower_fkey', columns: [t.lenderId, t.borrowerId], foreignColumns: [borrowers.lenderId, borrowers.id] }),
  ],
)

/** Re-encoded page images: the only form of a document that is shown inline. */
export const documentPages = pgTable(
  'document_pages',
  {
    ...owned(),
    documentId: uuid('document_id').notNull(),
    number: integer('number').notNull(),
    storageKey: text('storage_key').notNull(),
    widthPixels: integer('width_pixels').notNull(),
    heightPixels: integer('height_pixels').notNull(),
  },
  t => [
    ...ownedKeys('document_pages', t),
    unique('document_pages_number_key').on(t.borrowerId, t.documentId, t.number),
    foreignKey({ name: 'document_pages_document_fkey', columns: [t.borrowerId, t.documentId], foreignColumns: [documents.borrowerId, documents.id] }),
  ],
)
