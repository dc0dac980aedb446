import { z } from 'zod'
import { ruleViolation } from '@/lib/errors'
import { ceilingOf, lprOn } from '@/lib/ledger/lpr'
import { calculator } from './calculator'
import { body, choice, count, date } from './fields'

/** SPC opinion on financial trials (2017): 24 % a year, all in. */
const FINANCIAL_PPM = 240_000
/** By the end of 2027 all new micro-loans are within four times the LPR. */
const MICRO_LOANS_FROM = '2028-01-01'

/** What interest, penalty and fees may cost together. Throws `rule_violation` where no LPR is known for the day. */
export const priceCeiling = calculator(
  {
    name: 'price-ceiling',
    summary: 'Ceiling of interest, penalty and fees together (China)',
    source:
      'Financial institutions: SPC opinion on financial trials (2017), 24 % a year. Private lending: SPC provisions (2020) arts 25, 28, 29, four times the one-year LPR on the day of the contract. Micro-loan companies: 小额贷款公司综合融资成本管理工作指引 (Dec 2025), 24 % now, four times the LPR for new loans by the end of 2027',
    input: body({
      lender: choice(['financial_institution', 'private', 'micro_loan_company']),
      contractOn: date,
      lprMultiple: count(1, 10).default(4),
    }),
    output: z.strictObject({
      ceilingPpm: z.int().describe('Millionths a year: 24 % is 240000'),
      lprPpm: z.int().nullable().describe('One-year LPR on the day, where it matters'),
    }),
    example: { lender: 'private', contractOn: '2025-12-01' },
  },
  ({ lender, contractOn, lprMultiple }) => {
    const byLpr = lender === 'private' || (lender === 'micro_loan_company' && contractOn >= MICRO_LOANS_FROM)
    if (!byLpr) return { ceilingPpm: FINANCIAL_PPM, lprPpm: null }
    const lpr = lprOn(contractOn)
    if (!lpr.ok) throw ruleViolation('lpr_past_coverage', [lpr.refusal])
    const { ceilingPpm } = ceilingOf({ allInCapPpm: lender === 'private' ? null : FINANCIAL_PPM, lprMultiple }, contractOn)
    return { ceilingPpm: ceilingPpm ?? FINANCIAL_PPM, lprPpm: lpr.annualRatePpm }
  },
)
