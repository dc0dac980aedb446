import { z } from 'zod'
import { addDays } from '@/lib/dates'
import { calculator } from './calculator'
import { body, choice, date, dateOut } from './fields'

const ANSWER_DAYS = 20
const STATUSES = ['open', 'late', 'answered', 'answered_late'] as const

const input = body({
  receivedOn: date,
  answeredOn: date.optional(),
  outcome: choice(['corrected', 'confirmed', 'uncertain']).optional().describe('What the check found; needed with answeredOn'),
  asOf: date.optional(),
})
  .refine(given => !given.answeredOn || given.answeredOn >= given.receivedOn, {
    path: ['answeredOn'],
    error: 'date_before_start',
  })
  .refine(given => (given.answeredOn === undefined) === (given.outcome === undefined), {
    path: ['outcome'],
    error: 'outcome_with_answer',
  })

/** How long a dispute of a credit record may take, and whether it stays marked. 征信业管理条例 art. 25: days are calendar days. */
export const creditDisputeClock = calculator(
  {
    name: 'credit-dispute-clock',
    summary: 'When a dispute of a credit record must be answered (China)',
    source: '征信业管理条例 art. 25',
    input,
    output: z.strictObject({
      answerBy: dateOut,
      isMarkedDisputed: z.boolean().describe('From receipt until the check is done'),
      markFrom: dateOut,
      status: z.enum(STATUSES),
      recordOutcome: z.boolean().describe('Still uncertain after the check: the check and the objection are recorded'),
    }),
    example: { receivedOn: '2026-11-02', asOf: '2026-11-25' },
  },
  ({ receivedOn, answeredOn, outcome, asOf }, today) => {
    const answerBy = addDays(receivedOn, ANSWER_DAYS)
    const isLate = (answeredOn ?? asOf ?? today) > answerBy
    const status: (typeof STATUSES)[number] = answeredOn ? (isLate ? 'answered_late' : 'answered') : isLate ? 'late' : 'open'
    return {
      answerBy,
      isMarkedDisputed: answeredOn === undefined,
      markFrom: receivedOn,
      status,
      recordOutcome: outcome === 'uncertain',
    }
  },
)
