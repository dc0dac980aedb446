import { calculatorRoute } from '@/app/_server/calculator-route'
import { doubleDefaultInterest } from '@/lib/calculators/double-default-interest'

export const POST = calculatorRoute(doubleDefaultInterest)
