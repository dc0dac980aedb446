import { z } from 'zod'
import { addDays } from '@/lib/dates'
import { calculator } from './calculator'
import { body, choice, date, dateOut, flag } from './fields'

const DAYS = { simple: 15, complex: 30, specially_complex: 60 } as const
const STATUSES = ['open', 'late', 'answered', 'answered_late'] as const

const input = body({
  receivedOn: date,
  complexity: choice(['simple', 'complex', 'specially_complex']),
  isExtensionApproved: flag.default(false).describe('Specially complex: a senior manager approved the further 30 days'),
  isComplainantTold: flag.default(false).describe('Specially complex: the complainant was told of them, with the reason'),
  answeredOn: date.optional(),
  asOf: date.optional(),
}).refine(given => !given.answeredOn || given.answeredOn >= given.receivedOn, {
  path: ['answeredOn'],
  error: 'date_before_start',
})

/**
 * When a complaint must be decided and the complainant told: 15 days, 30 when complex, 60 at most when specially complex, approved and
 * told. 银行业保险业消费投诉处理管理办法 (2020). Calendar days; no holiday lengthens them.
 */
export const complaintClock = calculator(
  {
    name: 'complaint-clock',
    summary: 'When a complaint must be answered (China)',
    source: '银行业保险业消费投诉处理管理办法 (CBIRC 2020): 15 days, complex 30, specially complex 30 more',
    input,
    output: z.strictObject({
      answerBy: dateOut,
      days: z.int(),
      latestPossible: dateOut.describe('60 days after receipt: no extension goes further'),
      status: z.enum(STATUSES),
      missing: z
        .array(z.enum(['approval', 'notice']))
        .describe('What a specially complex complaint lacks for its further 30 days'),
    }),
    example: { receivedOn: '2026-03-01', complexity: 'complex', asOf: '2026-03-10' },
  },
  ({ receivedOn, complexity, isExtensionApproved, isComplainantTold, answeredOn, asOf }, today) => {
    const isSpecial = complexity === 'specially_complex'
    const missing: ('approval' | 'notice')[] = [
      ...(isSpecial && !isExtensionApproved ? ['approval' as const] : []),
      ...(isSpecial && !isComplainantTold ? ['notice' as const] : []),
    ]
    const days = missing.length > 0 ? DAYS.complex : DAYS[complexity]
    const answerBy = addDays(receivedOn, days)
    const isLate = (answeredOn ?? asOf ?? today) > answerBy
    const status: (typeof STATUSES)[number] = answeredOn ? (isLate ? 'answered_late' : 'answered') : isLate ? 'late' : 'open'
    return { answerBy, days, latestPossible: addDays(receivedOn, DAYS.specially_complex), status, missing }
  },
)
