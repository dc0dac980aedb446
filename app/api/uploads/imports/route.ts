import { uploadRoute } from '@/app/_server/upload-route'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { uploadImport } from '@/lib/imports/commands'
import { UploadInput } from '@/lib/imports/input'

export const dynamic = 'force-dynamic'

/** A loan file. */
export const POST = uploadRoute({
  input: UploadInput,
  page: '/imports/new',
  take: async (ctx, bytes, fields) => `/imports/${(await uploadImport(ctx, openStorage(), bytes, fields)).importId}`,
})
