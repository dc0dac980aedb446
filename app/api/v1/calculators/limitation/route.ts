import { calculatorRoute } from '@/app/_server/calculator-route'
import { limitation } from '@/lib/calculators/limitation'

export const POST = calculatorRoute(limitation)
