import { calculatorRoute } from '@/app/_server/calculator-route'
import { priceCeiling } from '@/lib/calculators/price-ceiling'

export const POST = calculatorRoute(priceCeiling)
