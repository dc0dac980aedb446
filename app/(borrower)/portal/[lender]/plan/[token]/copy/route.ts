import { route } from '@/app/_server/route'
import { notFound } from '@/lib/errors'
import { agreementFile } from '@/lib/plans/agreement'
import { getPlanDocument } from '@/lib/plans/queries'
import { fromToken } from '@/lib/url-token'

/** The agreement as a text file: the very bytes whose SHA-256 was signed. */
export const GET = route({
  actor: 'borrower',
  run: async (ctx, { params }) => {
    const ids = fromToken(params.token ?? '')
    if (!ids) throw notFound()
    const plan = await getPlanDocument(ctx, ids.borrowerId, ids.id)
    return new Response(agreementFile(plan.agreement), {
      headers: {
        'content-type': 'text/plain; charset=utf-8',
        'content-disposition': `attachment; filename="${plan.number}.txt"`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
    })
  },
})
