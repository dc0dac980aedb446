import type { GuardPolicy } from './policy'

/** What a lender starts with: five numbers are not thirty calls, nobody else is called without a basis, nobody is visited at work. */
export const housePolicy: GuardPolicy = {
  attemptsPerPersonPerDay: 6,
  thirdPersonNeedsConsent: true,
  blockWorkplaceVisits: true,
  visitNeedsApproval: true,
}
