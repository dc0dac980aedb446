import { calculatorRoute } from '@/app/_server/calculator-route'
import { creditDisputeClock } from '@/lib/calculators/credit-dispute-clock'

export const POST = calculatorRoute(creditDisputeClock)
