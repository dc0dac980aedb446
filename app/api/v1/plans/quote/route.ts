import { statelessRoute } from '@/app/_server/stateless-route'
import { quotePlan } from '@/lib/plans/quote'
import { QuoteBody } from '@/lib/plans/quote-input'

export const POST = statelessRoute(QuoteBody, quotePlan)
