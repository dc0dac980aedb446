import { uploadRoute } from '@/app/_server/upload-route'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { StatementUpload } from '@/lib/payments/bank-input'
import { uploadStatement } from '@/lib/payments/bank-upload-commands'

export const dynamic = 'force-dynamic'

/** A bank's statement. */
export const POST = uploadRoute({
  input: StatementUpload,
  page: '/payments/statements/new',
  take: async (ctx, bytes, fields) => `/payments/statements/${(await uploadStatement(ctx, openStorage(), bytes, fields)).statementId}`,
})
