import { Readable } from 'node:stream'
import { z } from 'zod'
import { route } from '@/app/_server/route'
import { exportReport } from '@/lib/credit-reports/export-commands'
import { notFound } from '@/lib/errors'

/** A month's report or a day's corrections, as CSV. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params }) => {
    const id = z.uuid().safeParse(params.id)
    if (!id.success) throw notFound()
    const { name, lines } = await exportReport(ctx, id.data)
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as ReadableStream, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
