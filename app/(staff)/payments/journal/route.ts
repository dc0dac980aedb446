import { Readable } from 'node:stream'
import { route } from '@/app/_server/route'
import { parseLocalDate } from '@/lib/dates'
import { invalid } from '@/lib/errors'
import { exportJournal } from '@/lib/ledger/journal-commands'

/** `?on=2026-11-24`: every posting of that business date, as CSV. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { url }) => {
    const on = parseLocalDate(url.searchParams.get('on') ?? '')
    if (!on) throw invalid('check_fields', { on: 'date_invalid' })
    const lines = await exportJournal(ctx, on)
    return new Response(Readable.toWeb(Readable.from(lines, { objectMode: false })) as ReadableStream, {
      headers: {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': `attachment; filename="journal-${on}.csv"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
