import { Readable } from 'node:stream'
import { getTranslations } from 'next-intl/server'
import { route } from '@/app/_server/route'
import { findImport, refusedFile } from '@/lib/imports/queries'
import { sayReason } from '../../say-reason'

/** The refused rows with a sentence for each, as CSV in the reader's language. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params }) => {
    const found = await findImport(ctx, params.id ?? '')
    const t = await getTranslations('imports')
    const lines = refusedFile(ctx, found.id, { row: t('row'), why: t('why'), say: sayReason(t) })
    const name = encodeURIComponent(`refused-${found.fileName}`)
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as ReadableStream, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="refused.csv"; filename*=UTF-8''${name}`,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
    })
  },
})
