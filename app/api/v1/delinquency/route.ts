import { statelessRoute } from '@/app/_server/stateless-route'
import { delinquencyOf } from '@/lib/loans/delinquency-report'
import { DelinquencyBody } from '@/lib/loans/delinquency-input'

export const POST = statelessRoute(DelinquencyBody, delinquencyOf)
