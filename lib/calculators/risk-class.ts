import { z } from 'zod'
import { daysPastDue, RISK_CLASS_NAMES, riskClassOf } from '@/lib/loans/delinquency'
import { calculator } from './calculator'
import { body, date, days } from './fields'

const CLASSES = ['normal', 'special_mention', 'substandard', 'doubtful', 'loss'] as const

/** The least class that overdue days allow; other facts may ask for a worse one. CBIRC/PBoC Order 2023 No. 1. */
export const riskClass = calculator(
  {
    name: 'risk-class',
    summary: 'Least five-category risk class by days past due (China)',
    source: '商业银行金融资产风险分类办法 (CBIRC/PBoC Order 2023 No. 1): over 90, 270 and 360 days',
    input: body({
      daysPastDue: days.optional(),
      oldestUnpaidDueOn: date.optional().describe('Instead of daysPastDue: the oldest due date that is unpaid'),
      asOf: date.optional(),
    }).refine(given => (given.daysPastDue === undefined) !== (given.oldestUnpaidDueOn === undefined), {
      path: ['daysPastDue'],
      error: 'one_of_two',
    }),
    output: z.strictObject({
      daysPastDue: z.int(),
      class: z.enum(CLASSES),
      name: z.strictObject({ en: z.string(), zhCn: z.string() }),
    }),
    example: { daysPastDue: 91 },
  },
  ({ daysPastDue: given, oldestUnpaidDueOn, asOf }, today) => {
    const dpd = given ?? daysPastDue(oldestUnpaidDueOn ?? null, asOf ?? today)
    const found = riskClassOf(dpd)
    return { daysPastDue: dpd, class: found, name: RISK_CLASS_NAMES[found] }
  },
)
