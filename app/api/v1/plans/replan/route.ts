import { statelessRoute } from '@/app/_server/stateless-route'
import { replan } from '@/lib/plans/replan'
import { ReplanBody } from '@/lib/plans/replan-input'

export const POST = statelessRoute(ReplanBody, replan)
