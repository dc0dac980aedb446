import { add, type AnnualRatePpm } from '@/lib/money'
import { annualPercentageRate, unitOf } from './apr'
import { contractSchedule, loanRhythm, type Contract, type ContractMethod } from './contract-terms'

/** A contract as a loan's row keeps it. */
export type StoredContract = Omit<Contract, 'method' | 'frequency' | 'dayCount'> & { method: string; frequency: string; dayCount: string | null }

export const storedContract = (loan: StoredContract): Contract => ({ ...loan, ...loanRhythm(loan), method: loan.method as ContractMethod })

/**
 * What a contract's interest costs a year on what is still owed. 等本等息 bears its rate on the whole principal to the end, so that it costs
 * about twice what it names: there it is the rate of Reg Z's actuarial method; elsewhere the contract's own.
 */
export function contractCostPpm(loan: StoredContract): AnnualRatePpm {
  const contract = storedContract(loan)
  if (contract.method !== 'flat') return contract.annualRatePpm
  const payments = contractSchedule(contract).map(row => ({ on: row.dueOn, amountCents: add(row.principalCents, row.interestCents) }))
  const found = annualPercentageRate({ on: contract.disbursedOn, amountCents: contract.principalCents }, payments, unitOf(contract.frequency))
  return Math.max(contract.annualRatePpm, found ?? Infinity)
}
