import { calculatorRoute } from '@/app/_server/calculator-route'
import { complaintClock } from '@/lib/calculators/complaint-clock'

export const POST = calculatorRoute(complaintClock)
