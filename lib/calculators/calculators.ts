import type { Calculator } from './calculator'
import { cardAllocation } from './card-allocation'
import { complaintClock } from './complaint-clock'
import { courtFee } from './court-fee'
import { creditDisputeClock } from './credit-dispute-clock'
import { doubleDefaultInterest } from './double-default-interest'
import { limitation } from './limitation'
import { limitedContent } from './limited-content'
import { overdueInterest } from './overdue-interest'
import { planLength } from './plan-length'
import { priceCeiling } from './price-ceiling'
import { promiseResult } from './promise-result'
import { responseDeadlines } from './response-deadlines'
import { riskClass } from './risk-class'
import { rollRate } from './roll-rate'

/** Every calculator with an address of its own below `/api/v1/calculators`. */
export const calculators: readonly Calculator[] = [
  limitation,
  courtFee,
  overdueInterest,
  planLength,
  creditDisputeClock,
  complaintClock,
  limitedContent,
  riskClass,
  cardAllocation,
  doubleDefaultInterest,
  responseDeadlines,
  rollRate,
  promiseResult,
  priceCeiling,
]
