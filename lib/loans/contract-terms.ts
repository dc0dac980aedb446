import type { LenderPolicy } from '@/lib/lenders/policy'
import type { LocalDate } from '@/lib/dates'
import type { AnnualRatePpm, Cents } from '@/lib/money'
import type { DayCount } from './day-count'
import { buildSchedule, type Frequency, type Instalment, type RepaymentMethod, type ScheduleTerms } from './schedule'

/** As a contract names it; 先息后本: every instalment but the last pays interest only. */
export type ContractMethod = RepaymentMethod | 'interest_first'

/** How often a loan is paid and how its days count; null counts every period as a plain part of the year. */
export type Rhythm = { frequency: Frequency; dayCount: DayCount | null }
/** As a loan's row keeps it. */
export const loanRhythm = ({ frequency, dayCount }: { frequency: string; dayCount: string | null }): Rhythm => ({ frequency: frequency as Frequency, dayCount: dayCount as DayCount | null })

/** What a loan says of its own rhythm; `none` says plain parts of the year, silence leaves it to the product. */
export type NamedRhythm = { frequency?: Frequency | null; dayCount?: DayCount | 'none' | null }

/** The loan's own word, else its product's, else monthly and plain. */
export function rhythmOf(loan: NamedRhythm & { product: string }, products: LenderPolicy['products']): Rhythm {
  const usual = products?.[loan.product]?.interest
  const dayCount = loan.dayCount ?? usual?.dayCount ?? 'none'
  return { frequency: loan.frequency ?? usual?.frequency ?? 'monthly', dayCount: dayCount === 'none' ? null : dayCount }
}

export type Contract = Rhythm & {
  principalCents: Cents
  annualRatePpm: AnnualRatePpm
  termCount: number
  method: ContractMethod
  disbursedOn: LocalDate
  firstDueOn: LocalDate
  /** The contract's own amount, if it names one. */
  instalmentCents?: Cents | null
}

/** A contract as the schedule is built from it; with a day count interest runs from the day the money was paid out. */
export function contractTerms({ method, dayCount, instalmentCents, ...contract }: Contract): ScheduleTerms {
  return {
    ...(method === 'interest_first' ? { method: 'equal_instalment' as const, interestOnly: contract.termCount - 1 } : { method }),
    principalCents: contract.principalCents,
    annualRatePpm: contract.annualRatePpm,
    count: contract.termCount,
    frequency: contract.frequency,
    firstDueOn: contract.firstDueOn,
    ...(dayCount ? { accrual: { dayCount, startOn: contract.disbursedOn } } : {}),
    ...(instalmentCents ? { instalmentCents } : {}),
  }
}

/** Throws RangeError on impossible terms. */
export const contractSchedule = (contract: Contract): Instalment[] => buildSchedule(contractTerms(contract))
