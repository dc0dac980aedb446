import { calculatorRoute } from '@/app/_server/calculator-route'
import { promiseResult } from '@/lib/calculators/promise-result'

export const POST = calculatorRoute(promiseResult)
