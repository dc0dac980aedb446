import { calculatorRoute } from '@/app/_server/calculator-route'
import { responseDeadlines } from '@/lib/calculators/response-deadlines'

export const POST = calculatorRoute(responseDeadlines)
