import { calculatorRoute } from '@/app/_server/calculator-route'
import { overdueInterest } from '@/lib/calculators/overdue-interest'

export const POST = calculatorRoute(overdueInterest)
