import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import type { Calculator } from './calculator'
import { cardAllocation } from './card-allocation'
import { complaintClock } from './complaint-clock'
import { courtFee } from './court-fee'
import { creditDisputeClock } from './credit-dispute-clock'
import { limitation } from './limitation'
import { limitedContent } from './limited-content'
import { overdueInterest } from './overdue-interest'
import { planLength } from './plan-length'
import { promiseResult } from './promise-result'
import { riskClass } from './risk-class'
import { rollRate } from './roll-rate'

const today = localDate('2026-11-25')
type Row = [id: string, calculator: Calculator, body: object, answer: object]

const card = { paymentCents: 50_000, principalCents: 100_000, interestCents: 8_000, feeCents: 2_000 }
const overdue = {
  principalCents: 1_000_000,
  annualRatePpm: 240_000,
  multiplierPpm: 1_500_000,
  dayCount: 360,
  days: 30,
  allInCapPpm: 240_000,
}
const risk: [number, string, string][] = [
  [0, 'normal', '正常'],
  [1, 'special_mention', '关注'],
  [90, 'special_mention', '关注'],
  [91, 'substandard', '次级'],
  [270, 'substandard', '次级'],
  [271, 'doubtful', '可疑'],
  [360, 'doubtful', '可疑'],
  [361, 'loss', '损失'],
]

const rows: Row[] = [
  ['C10: 60 monthly', planLength, { product: 'credit_card', instalments: 60 }, { decision: 'allowed' }],
  [
    'C10: 61 monthly',
    planLength,
    { product: 'credit_card', instalments: 61 },
    { decision: 'blocked', mostInstalments: 60, limitedBy: 'law' },
  ],
  ['C12', limitation, { lastInstalmentDueOn: '2023-05-12' }, { endsOn: '2026-05-12', status: 'expired', events: [] }],
  [
    'C13',
    limitation,
    { lastInstalmentDueOn: '2023-05-12', events: [{ kind: 'demand', on: '2025-03-01', isDeliveryProven: true }] },
    {
      endsOn: '2028-03-01',
      status: 'running',
      events: [{ effect: 'restarts', source: expect.stringContaining('195(1)') as string }],
    },
  ],
  ['C16: 8,000', courtFee, { amountCents: 800_000 }, { feeCents: 5_000 }],
  ['C16: 50,000', courtFee, { amountCents: 5_000_000 }, { feeCents: 105_000 }],
  ['C19', overdueInterest, overdue, { uncappedPenaltyCents: 30_000, totalCents: 20_000, isCapped: true }],
  [
    'C19: contract interest running',
    overdueInterest,
    { ...overdue, contractInterestRuns: true },
    { uncappedPenaltyCents: 30_000, contractInterestCents: 20_000, penaltyCents: 0, totalCents: 20_000 },
  ],
  [
    'C21',
    creditDisputeClock,
    { receivedOn: '2026-11-02' },
    { answerBy: '2026-11-22', isMarkedDisputed: true, markFrom: '2026-11-02', status: 'late' },
  ],
  ['C24: simple', complaintClock, { receivedOn: '2026-03-01', complexity: 'simple' }, { answerBy: '2026-03-16' }],
  ['C24: complex', complaintClock, { receivedOn: '2026-03-01', complexity: 'complex' }, { answerBy: '2026-03-31' }],
  [
    'G12',
    limitedContent,
    { message: 'Robin Smith calling from ABC, Inc. Please contact me or Jim Johnson at 1-800-555-1212' },
    { isLimitedContent: true, faults: [], countsAsCallAttempt: true, isCommunication: false, isConversation: false },
  ],
  [
    'G13',
    limitedContent,
    { message: 'Robin Smith calling from Ficus Debt Collection Services. Please contact me or Jim Johnson at 1-800-555-1212' },
    { isLimitedContent: false, faults: expect.arrayContaining(['business_name']) as string[], isCommunication: true },
  ],
  [
    'card at 45 DPD',
    cardAllocation,
    { ...card, daysPastDue: 45 },
    { principalCents: 40_000, interestCents: 8_000, feeCents: 2_000, overpaidCents: 0 },
  ],
  ['card at 90 DPD', cardAllocation, { ...card, daysPastDue: 90 }, { principalCents: 40_000 }],
  [
    'card at 91 DPD',
    cardAllocation,
    { ...card, daysPastDue: 91 },
    { principalCents: 50_000, interestCents: 0, feeCents: 0, overpaidCents: 0 },
  ],
  ['M1', rollRate, { bucketCents: 100_000_000, rolledCents: 20_000_000 }, { ratePpm: 200_000 }],
  ['M4: 95 %', promiseResult, { promisedCents: 15_500, paidCents: 15_000, tolerancePpm: 950_000 }, { result: 'kept', neededCents: 14_725 }],
  ['M4: 97 %', promiseResult, { promisedCents: 15_500, paidCents: 15_000, tolerancePpm: 970_000 }, { result: 'broken', neededCents: 15_035 }],
  ...risk.map(([daysPastDue, found, zhCn]): Row => [
    `C23: ${daysPastDue} DPD`,
    riskClass,
    { daysPastDue },
    { class: found, name: { zhCn } },
  ]),
]

describe('vectors', () => {
  it.each(rows)('%s', (_id, calculator, body, answer) => {
    const given = calculator.answer(body, today)
    expect(given).toMatchObject({ ...answer, source: calculator.source })
    expect(calculator.output.safeParse(given).error).toBeUndefined()
  })
})
