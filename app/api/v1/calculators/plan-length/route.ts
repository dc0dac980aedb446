import { calculatorRoute } from '@/app/_server/calculator-route'
import { planLength } from '@/lib/calculators/plan-length'

export const POST = calculatorRoute(planLength)
