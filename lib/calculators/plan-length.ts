import { z } from 'zod'
import { calculator } from './calculator'
import { body, choice, count } from './fields'

/** CBRC Order 2011 No. 2 art. 70: a personalised plan for card debt runs five years at most. */
const CARD_MONTHS = 60

/** Whether a repayment plan may be this long. CBRC Order 2011 No. 2 art. 70; other products have no ceiling of law. */
export const planLength = calculator(
  {
    name: 'plan-length',
    summary: 'Whether a repayment plan may be this long',
    source: '商业银行信用卡业务监督管理办法 (CBRC Order 2011 No. 2) art. 70',
    input: body({
      product: choice(['credit_card', 'other']),
      instalments: count(1, 1_200),
      everyMonths: count(1, 12).default(1).describe('Months from one instalment to the next'),
      policyInstalments: count(1, 1_200).optional().describe("The lender's own limit, which may only tighten"),
    }),
    output: z.strictObject({
      decision: z.enum(['allowed', 'blocked']),
      mostInstalments: z.int().nullable().describe('null: no limit'),
      limitedBy: z.enum(['law', 'policy']).nullable(),
    }),
    example: { product: 'credit_card', instalments: 61 },
  },
  ({ product, instalments, everyMonths, policyInstalments }) => {
    const law = product === 'credit_card' ? Math.floor(CARD_MONTHS / everyMonths) : Infinity
    const most = Math.min(law, policyInstalments ?? Infinity)
    return {
      decision: instalments <= most ? 'allowed' : 'blocked',
      mostInstalments: most === Infinity ? null : most,
      limitedBy: most === Infinity ? null : most === law ? 'law' : 'policy',
    }
  },
)
