import { calculatorRoute } from '@/app/_server/calculator-route'
import { rollRate } from '@/lib/calculators/roll-rate'

export const POST = calculatorRoute(rollRate)
