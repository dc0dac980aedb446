import { pageResponse } from '@/app/_server/files'
import { route } from '@/app/_server/route'
import { openPage } from '@/lib/documents/reading-commands'
import { notFound } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

/** One drawn page of a borrower's file, for staff who may read documents; each look is audited. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params }) => {
    const ids = fromToken(params.token ?? '')
    if (!ids || !/^\d{1,2}$/.test(params.n ?? '')) throw notFound()
    return pageResponse(await openPage(ctx, ids.borrowerId, ids.id, Number(params.n)))
  },
})
