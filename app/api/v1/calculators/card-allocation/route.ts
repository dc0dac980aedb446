import { calculatorRoute } from '@/app/_server/calculator-route'
import { cardAllocation } from '@/lib/calculators/card-allocation'

export const POST = calculatorRoute(cardAllocation)
