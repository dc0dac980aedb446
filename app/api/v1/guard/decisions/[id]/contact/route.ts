import { jsonBody, route } from '@/app/_server/route'
import { reportContact } from '@/lib/contacts/report-commands'
import { notFound } from '@/lib/errors'
import { ContactReport } from '@/lib/guard/machine-input'
import { parseBody } from '@/lib/api/body'
import { fromToken, toToken } from '@/lib/url-token'

/** The contact that the decision allowed took place; its outcome now or in a second call. */
export const POST = route({
  actor: 'machine',
  run: async (ctx, { request, params }) => {
    const key = fromToken(params.id ?? '')
    if (!key) throw notFound()
    const report = parseBody(ContactReport, await jsonBody(request))
    const { contactId, outcome } = await reportContact(ctx, { borrowerId: key.borrowerId, decisionId: key.id, ...report })
    return { id: toToken(key.borrowerId, contactId), outcome }
  },
})
