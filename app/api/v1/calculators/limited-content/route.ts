import { calculatorRoute } from '@/app/_server/calculator-route'
import { limitedContent } from '@/lib/calculators/limited-content'

export const POST = calculatorRoute(limitedContent)
