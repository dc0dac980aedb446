import { jsonBody, route } from '@/app/_server/route'
import { parseBody } from '@/lib/api/body'
import { answerBody, evaluateRequest } from '@/lib/guard/api'
import { loadNamedPacks } from '@/lib/guard/pack-queries'
import { GuardRequest } from '@/lib/guard/request'

/** The guard as a function: packs, policy, history, facts, action and a moment in, the decision out. Stores nothing. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request }) => {
    const question = parseBody(GuardRequest, await jsonBody(request))
    return answerBody(evaluateRequest(question, await loadNamedPacks(ctx, question.packs)))
  },
})
