import { idFrom } from '@/lib/clock'
import type { Locale } from '@/lib/context'
import { housePolicy } from '@/lib/guard/house-policy'
import { floorOf } from '@/lib/guard/floor'
import type { GuardPolicy } from '@/lib/guard/policy'
import { rulesOfPolicy } from '@/lib/guard/policy-rules'
import { rulesOfPacks } from '@/lib/guard/shipped-packs'
import type { LenderPolicy } from '@/lib/lenders/policy'
import type { Currency } from '@/lib/money'

export type DemoLender = {
  id: string
  slug: string
  name: Record<Locale, string>
  currency: Currency
  timeZone: string
  locale: Locale
  hotline: string
  packs: string[]
  policy: LenderPolicy
}

type Numbers = Partial<Omit<LenderPolicy, 'contactRules' | 'guard' | 'penalty'>> & { penalty?: Partial<LenderPolicy['penalty']> }

/** The defaults of the house; a lender's own numbers lie over them. */
function policyOf(packs: string[], strategyCode: string, tightened: GuardPolicy, own: Numbers = {}): LenderPolicy {
  const guard = { ...housePolicy, ...tightened }
  return {
    decideByDays: 10,
    holdDays: 30,
    reviewerLimitCents: 2_000_000,
    paymentApprovalCents: 5_000_000,
    waiverLimitPpm: 100_000,
    graceDays: 3,
    promiseTolerancePpm: 950_000,
    promiseGraceDays: 1,
    promiseHorizonDays: 14,
    affordableSharePpm: 500_000,
    maxPlanInstalments: 24,
    maxRestructures: 2,
    restructureMonths: 24,
    watchMonths: 12,
    offerValidDays: 7,
    creditNoticeDays: 7,
    remindBeforeDays: [3, 1],
    guardian: { moveDays: 10, changesPerPlan: 2, checkInDays: 7, cureDays: 10, reviewBeforeDays: 14 },
    waterfall: 'default',
    products: { 电动车分期: { interest: { frequency: 'fortnightly', dayCount: 'act/365' } } },
    ...own,
    strategyCode,
    guard,
    contactRules: floorOf([...rulesOfPacks(packs).rules, ...rulesOfPolicy(guard)]),
    penalty: { multiplierPpm: 1_500_000, dayCount: 360, allInCapPpm: 240_000, graceDays: 0, ...own.penalty },
  }
}

const china = ['cn-gbt-45251-2025', 'cn-cba-2026', 'cn-consumer-finance-2024']

export const anhe: DemoLender = {
  id: idFrom('lender:anhe'),
  slug: 'anhe',
  name: { en: 'Anhe Consumer Finance', 'zh-CN': '安禾消费金融' },
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  locale: 'zh-CN',
  hotline: '400-000-0101',
  packs: china,
  policy: policyOf(china, 'zhaolian', {}, {
    clauses: {
      penalty: {
        reference: '第七条',
        en: 'Article 7: From the day after a due date, overdue principal bears 1.5 times the contract rate; interest and penalty interest together do not exceed 24% a year.',
        zhCn: '借款人未按期还款的，自到期日次日起，逾期本金按合同利率的 1.5 倍计收罚息；利息与罚息合计年化不超过 24%。',
      },
      allocation: {
        reference: '第八条',
        en: 'Article 8: Payments settle the oldest instalment first: penalty interest, fees, interest, then principal.',
        zhCn: '还款按到期先后抵扣，同一期内依次抵扣罚息、费用、利息、本金。',
      },
    },
  }),
}

/** Stricter than the packs ask: shorter days, fewer attempts, interest before penalty. */
export const qingzhou: DemoLender = {
  id: idFrom('lender:qingzhou'),
  slug: 'qingzhou',
  name: { en: 'Qingzhou Instalment', 'zh-CN': '晴舟分期' },
  currency: 'CNY',
  timeZone: 'Asia/Shanghai',
  locale: 'zh-CN',
  hotline: '400-000-0202',
  packs: china,
  policy: policyOf(
    china,
    'haohuan',
    { quietFrom: '21:00', quietTo: '09:00', attemptsPerPersonPerDay: 4, source: { en: 'Qingzhou 2026', zh_cn: '晴舟催收制度（2026）' } },
    { reviewerLimitCents: 1_000_000, holdDays: 20, maxPlanInstalments: 18, waterfall: 'interest_principal_penalty_fee', penalty: { multiplierPpm: 1_300_000 } },
  ),
}

/** The real tape. Its penalty interest is none: the file shows late fees only as money already paid. */
export const tapeLending: DemoLender = {
  id: idFrom('lender:tape-lending'),
  slug: 'tape-lending',
  name: { en: 'Tape Lending (USD)', 'zh-CN': '泰普贷款（美元）' },
  currency: 'USD',
  timeZone: 'America/New_York',
  locale: 'en',
  hotline: '+1 212 555 0100',
  packs: ['us-reg-f'],
  policy: policyOf(['us-reg-f'], 'us-basic', {}, { maxPlanInstalments: 60, penalty: { multiplierPpm: 0, dayCount: 365, allInCapPpm: null } }),
}

export const demoLenders: readonly DemoLender[] = [anhe, qingzhou, tapeLending]
