import { calculatorRoute } from '@/app/_server/calculator-route'
import { riskClass } from '@/lib/calculators/risk-class'

export const POST = calculatorRoute(riskClass)
