import { calculatorRoute } from '@/app/_server/calculator-route'
import { courtFee } from '@/lib/calculators/court-fee'

export const POST = calculatorRoute(courtFee)
