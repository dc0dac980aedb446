import { route } from '@/app/_server/route'
import { statementFile } from '@/app/_server/statement-file'
import { notFound } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

export const GET = route({
  actor: 'staff',
  run: async (ctx, { params, url }) => {
    const key = fromToken(params.token ?? '')
    if (!key) throw notFound()
    return statementFile(ctx, key.borrowerId, url)
  },
})
