import { expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { LenderPolicy } from '@/lib/lenders/policy'
import { cents } from '@/lib/money'
import { testPolicy } from '@/lib/testing/world'
import { isPenaltyWithinCap } from './penalty-cap'

const aLoan = { product: 'card', principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment', frequency: 'monthly', dayCount: null, disbursedOn: localDate('2024-11-01'), firstDueOn: localDate('2024-12-01') }
const capped = { allInCapPpm: 240_000, multiplierPpm: 1_500_000, dayCount: 360, graceDays: 0 }
const is = (loan: Partial<typeof aLoan>, penalty: object, currency: 'CNY' | 'USD' = 'CNY', more: object = {}) =>
  isPenaltyWithinCap(LenderPolicy.parse({ ...testPolicy, penalty: { ...capped, ...penalty }, ...more }), { ...aLoan, ...loan }, currency)

it.each<[string, boolean, boolean]>([
  ['within the ceiling', is({}, {}), true],
  ['a contract above it', is({ annualRatePpm: 250_000 }, {}), false],
  ['a ceiling above the law', is({}, { allInCapPpm: 360_000 }), false],
  ['penalty without a ceiling', is({}, { allInCapPpm: null }), false],
  ['no penalty at all', is({ annualRatePpm: 280_000 }, { allInCapPpm: null, multiplierPpm: 0 }, 'USD'), true],
  ['a contract above four times the LPR of its day (12.4 %)', is({}, { lprMultiple: 4 }), false],
  ['a contract within it', is({ annualRatePpm: 120_000 }, { lprMultiple: 4 }), true],
  ['four times the LPR and no other ceiling', is({ annualRatePpm: 120_000 }, { allInCapPpm: null, lprMultiple: 4 }), true],
  ['terms that begin after it was paid out', is({}, {}, 'CNY', { terms: { lender: { '2024-12-01': { waterfall: 'default', penalty: { ...capped, lprMultiple: 4 } } } } }), true],
  ['a flat rate that costs less than the ceiling', is({ method: 'flat', annualRatePpm: 120_000 }, {}), true],
  ['a flat rate that is within it by name only', is({ method: 'flat' }, {}), false],
])('penalty: %s', (_name, found, expected) => expect(found).toBe(expected))
