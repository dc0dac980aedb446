import type { z } from 'zod'
import { body, choice, date, flag } from './fields'

type Meaning = {
  /** `demand` restarts a running period only; `agreement` also gives up the defence once it has run out; `obstacle` suspends. */
  as: 'demand' | 'agreement' | 'proceeding' | 'obstacle'
  source: string
  /** Counts only when it is proven to have reached the borrower. */
  needsProof?: true
}

const SPC = 'SPC limitation rules (2020)'

/** What may befall a limitation period, and the article that says what it does. */
export const MEANINGS = {
  demand: { as: 'demand', needsProof: true, source: `Civil Code art. 195(1); ${SPC} art. 8` },
  /** SMS, letter or e-mail to the reserved number or address. */
  card_demand_sent: { as: 'demand', source: 'SPC bank-card rules (2021) art. 3' },
  bank_deduction: { as: 'demand', source: `${SPC} art. 8` },
  newspaper_notice: { as: 'demand', source: `${SPC} art. 8` },
  assignment_notice: { as: 'demand', needsProof: true, source: `${SPC} art. 17` },
  overdue_notice_signed: { as: 'agreement', source: `${SPC} art. 8, 19` },
  part_payment: { as: 'agreement', source: `Civil Code art. 195(2); ${SPC} art. 14` },
  promise: { as: 'agreement', source: `Civil Code art. 195(2); ${SPC} art. 14` },
  repayment_plan: { as: 'agreement', source: `Civil Code art. 195(2); ${SPC} art. 14` },
  delay_requested: { as: 'agreement', source: `Civil Code art. 195(2); ${SPC} art. 14` },
  security_given: { as: 'agreement', source: `Civil Code art. 195(2); ${SPC} art. 14` },
  suit: { as: 'proceeding', source: 'Civil Code art. 195(3)' },
  arbitration: { as: 'proceeding', source: 'Civil Code art. 195(3)' },
  payment_order_application: { as: 'proceeding', source: `Civil Code art. 195(4); ${SPC} art. 11` },
  enforcement_application: { as: 'proceeding', source: `Civil Code art. 195(4); ${SPC} art. 11` },
  preservation_application: { as: 'proceeding', source: `Civil Code art. 195(4); ${SPC} art. 11` },
  mediation_request: { as: 'proceeding', source: `Civil Code art. 195(4); ${SPC} art. 12` },
  obstacle: { as: 'obstacle', source: 'Civil Code art. 194' },
} as const satisfies Record<string, Meaning>

export const EVENT_KINDS = Object.keys(MEANINGS) as [keyof typeof MEANINGS, ...(keyof typeof MEANINGS)[]]

export const LimitationEvent = body({
  kind: choice(EVENT_KINDS),
  on: date,
  isDeliveryProven: flag.optional().describe('For a demand or an assignment notice: signed for, or provably arrived'),
  endedOn: date
    .optional()
    .describe('For a proceeding: the day it ended, from which the period runs anew. For an obstacle: required'),
})
  .refine(event => event.kind !== 'obstacle' || event.endedOn !== undefined, { path: ['endedOn'], error: 'field_required' })
  .refine(event => event.endedOn === undefined || event.endedOn >= event.on, { path: ['endedOn'], error: 'date_before_start' })
export type LimitationEvent = z.output<typeof LimitationEvent>

export const meaningOf = (kind: LimitationEvent['kind']): Meaning => MEANINGS[kind]
