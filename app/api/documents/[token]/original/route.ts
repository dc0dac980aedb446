import { downloadResponse } from '@/app/_server/files'
import { route } from '@/app/_server/route'
import { openOriginal } from '@/lib/documents/reading-commands'
import { notFound } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

/** The file as it was sent, as a download; each one is audited. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params }) => {
    const ids = fromToken(params.token ?? '')
    if (!ids) throw notFound()
    return downloadResponse(await openOriginal(ctx, ids.borrowerId, ids.id))
  },
})
