import { route } from '@/app/_server/route'
import { claimCase } from '@/lib/cases/work-commands'
import { notFound } from '@/lib/errors'
import { fromToken } from '@/lib/url-token'

/** Said by an open case page: "I have this one". Never takes over. */
export const POST = route({
  actor: 'staff',
  run: async (ctx, { params }) => {
    const key = fromToken(params.token ?? '')
    if (!key) throw notFound()
    const { isMine } = await claimCase(ctx, { borrowerId: key.borrowerId, caseId: key.id })
    return { isMine }
  },
})
