import { jsonBody, route } from '@/app/_server/route'
import { answerBody, evaluateRequest } from '@/lib/guard/api'
import { GuardRequest } from '@/lib/guard/request'
import { parseBody } from '@/lib/api/body'

/** The guard as a function: packs, policy, history, facts, action and a moment in, the decision out. Stores nothing. */
export const POST = route({
  actor: 'api',
  run: async (_ctx, { request }) => answerBody(evaluateRequest(parseBody(GuardRequest, await jsonBody(request)))),
})
