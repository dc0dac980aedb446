import type { Locale } from '@/lib/context'
import type { LocalDate } from '@/lib/dates'
import type { DayCount } from '@/lib/loans/day-count'
import type { PlanKind } from './plan'

type Words = {
  title: string
  number: (number: string, on: LocalDate) => string
  parties: string
  lender: (name: string, hotline: string) => string
  borrower: (name: string, idMasked: string | null) => string
  loans: (numbers: string) => string
  owedTitle: (on: LocalDate) => string
  part: string
  amount: string
  principal: string
  interest: string
  penalty: string
  fees: string
  penaltyAndFees: string
  total: string
  planTitle: string
  summary: (count: number, total: string, first: LocalDate, last: LocalDate) => string
  interestFrozen: string
  interestRuns: (total: string) => string
  interestDays: (dayCounts: readonly DayCount[]) => string
  penaltyFrozen: string
  penaltyRuns: string
  kinds: Record<PlanKind, string>
  holiday: (count: number) => string
  payDay: (day: number) => string
  waivedForGood: (amount: string) => string
  waivedWhenKept: (amount: string) => string
  settled: (paid: string, writtenOff: string) => string
  rest: (amount: string, days: number) => string
  apr: (rate: string) => string
  more: (amount: string) => string
  less: (amount: string) => string
  same: string
  scheduleTitle: string
  no: string
  dueOn: string
  promisesTitle: string
  promises: (graceDays: number, isConditional: boolean) => string[]
  rightsTitle: string
  bureau: (kind: PlanKind) => string
  rights: (hotline: string, offerEndsOn: LocalDate, bureau: string) => string[]
}

const bases: Record<Locale, Record<DayCount, string>> = {
  en: { '30/360': 'months of 30 days, a year of 360', 'act/360': 'actual days, a year of 360', 'act/365': 'actual days, a year of 365', 'act/act': 'actual days of the calendar year' },
  'zh-CN': { '30/360': '每月按 30 天、一年按 360 天', 'act/360': '实际天数、一年按 360 天', 'act/365': '实际天数、一年按 365 天', 'act/act': '按当年实际天数' },
}

/** The wording of a repayment agreement; it is frozen with each plan, so a change here touches new offers only. */
export const agreementWords: Record<Locale, Words> = {
  en: {
    title: 'Repayment agreement',
    number: (number, on) => `Plan ${number}, drawn up on ${on}.`,
    parties: 'Who agrees',
    lender: (name, hotline) => `Lender: ${name}, hotline ${hotline}.`,
    borrower: (name, idMasked) => `Borrower: ${name}${idMasked ? `, ID ${idMasked}` : ''}.`,
    loans: numbers => `Loans: ${numbers}.`,
    owedTitle: on => `What is owed on ${on}`,
    part: 'Part',
    amount: 'Amount',
    principal: 'Principal',
    interest: 'Interest',
    penalty: 'Penalty interest',
    fees: 'Fees and costs',
    penaltyAndFees: 'Penalty and fees',
    total: 'Total',
    planTitle: 'What is agreed',
    summary: (count, total, first, last) =>
      `${count === 1 ? 'One instalment' : `${count} instalments`}, ${total} in all, the first on ${first}, the last on ${last}.`,
    interestFrozen: 'No new interest runs while the plan is kept.',
    interestRuns: total => `Interest runs on at the contract rate; the instalments below contain ${total} of interest in all.`,
    interestDays: dayCounts => `New interest counts the days of the dates below: ${dayCounts.map(dayCount => bases.en[dayCount]).join('; ')}.`,
    penaltyFrozen: 'No new penalty interest runs while the plan is kept.',
    penaltyRuns: 'Penalty interest may run on amounts that are paid late.',
    kinds: {
      instalments: 'All that is owed is paid in new instalments.',
      extension: 'The open dates of the contract move back.',
      holiday: 'Payments pause first; then all that is owed is paid in instalments.',
      step_up: 'The instalments begin small and rise; the last ones pay what is left.',
      token: 'Small payments are made for a time; then both sides look at the plan again.',
      settlement: 'Less than is owed is paid, and the debt is settled with it.',
      lump_sum_plus: 'One larger sum is paid first, the rest in instalments.',
    },
    holiday: count => `The first ${count === 1 ? 'date passes' : `${count} dates pass`} without a payment.`,
    payDay: day => `Payments fall on day ${day} of the month, or on its last day where the month is shorter.`,
    waivedForGood: amount => `The lender waives ${amount} from the day of signing, for good.`,
    waivedWhenKept: amount => `The lender waives ${amount} once the plan is completed. If the plan ends before that, this sum is owed as if nothing had been said.`,
    settled: (paid, writtenOff) => `Once ${paid} is paid in full, the lender writes off the other ${writtenOff}, and nothing more is owed on these loans. If it is not, the whole debt stands, less what was paid.`,
    rest: (amount, days) => `${amount} stays open beside these payments. Nothing of it is asked for while they are made. It falls due ${days} days after the last of them at the earliest; until then both sides look for a plan for it.`,
    apr: rate => `Measured on what is owed today, the plan costs ${rate} % a year (actuarial method).`,
    more: amount => `Against changing nothing, ${amount} more is paid.`,
    less: amount => `Against changing nothing, ${amount} less is paid.`,
    same: 'Against changing nothing, the same is paid.',
    scheduleTitle: 'Dates and amounts',
    no: 'No.',
    dueOn: 'Due on',
    promisesTitle: 'While the plan runs',
    promises: (graceDays, isConditional) => [
      'The borrower pays each instalment by its date. Paying earlier or more is always possible and costs nothing.',
      'The lender does not collect while the plan is kept. Reminders of a coming date may be sent.',
      `If an instalment is late, the plan still stands when it arrives within ${graceDays} days after its date.`,
      `If it does not arrive by then, the plan ends and the contract applies again to what is still open. Everything paid counts in full.${isConditional ? ' What was to be waived is owed again.' : ''}`,
      'A paid instalment counts against the loans named above; the order within an instalment is the one of the contract.',
    ],
    bureau: kind => {
      if (kind === 'settlement') return 'Once paid, the loans are reported to the credit bureau as settled for less than was owed. That is not the same as paid in full. You are told before anything bad is reported.'
      if (kind === 'token') return 'The loans are reported to the credit bureau as they stand; small payments do not bring them up to date. You are told before anything bad is reported.'
      return 'The loans stay on your credit record as they are reported; a plan that is kept is reported as kept.'
    },
    rightsTitle: 'What you should know before signing',
    rights: (hotline, offerEndsOn, bureau) => [
      `This offer is open until ${offerEndsOn}. Nothing changes until you sign. You may refuse; that has no disadvantage.`,
      'If your situation changes, tell us before a date is missed. The plan can be looked at again.',
      'By signing you acknowledge the debt. That can start the time limit for a court claim anew; ask for free advice first if the debt is old.',
      bureau,
      `Questions and complaints: ${hotline}, or on your page with us. Independent free advice is named there.`,
    ],
  },
  'zh-CN': {
    title: '还款协议',
    number: (number, on) => `还款方案编号 ${number}，拟定日期 ${on}。`,
    parties: '协议双方',
    lender: (name, hotline) => `放贷机构：${name}，客服电话 ${hotline}。`,
    borrower: (name, idMasked) => `借款人：${name}${idMasked ? `，证件号码 ${idMasked}` : ''}。`,
    loans: numbers => `涉及借款：${numbers}。`,
    owedTitle: on => `截至 ${on} 的欠款`,
    part: '项目',
    amount: '金额',
    principal: '本金',
    interest: '利息',
    penalty: '罚息',
    fees: '费用',
    penaltyAndFees: '罚息及费用',
    total: '合计',
    planTitle: '约定内容',
    summary: (count, total, first, last) => `共 ${count} 期，合计 ${total}，首期 ${first}，末期 ${last}。`,
    interestFrozen: '按约还款期间，不再产生新的利息。',
    interestRuns: total => `利息按合同利率继续计算；下列各期共含利息 ${total}。`,
    interestDays: dayCounts => `新利息按下列还款日期逐日计算：${dayCounts.map(dayCount => bases['zh-CN'][dayCount]).join('；')}。`,
    penaltyFrozen: '按约还款期间，不再产生新的罚息。',
    penaltyRuns: '逾期支付的款项可能产生罚息。',
    kinds: {
      instalments: '全部欠款重新分期偿还。',
      extension: '合同未还各期的到期日相应延后。',
      holiday: '先暂停还款，期满后全部欠款分期偿还。',
      step_up: '各期金额先少后多，逐步递增，末段各期还清余款。',
      token: '先按小额还款一段时间，期满后双方重新商议。',
      settlement: '支付低于欠款总额的款项，即结清全部债务。',
      lump_sum_plus: '先一次性支付一笔款项，其余分期偿还。',
    },
    holiday: count => `前 ${count} 期无需还款。`,
    payDay: day => `每月 ${day} 日还款；当月无此日的，为当月最后一天。`,
    waivedForGood: amount => `自签署之日起，放贷机构减免 ${amount}，不再收回。`,
    waivedWhenKept: amount => `方案履行完毕后，放贷机构减免 ${amount}；方案提前终止的，该款项视同从未减免。`,
    settled: (paid, writtenOff) => `付清 ${paid} 后，放贷机构核销其余 ${writtenOff}，上列借款不再有任何欠款。未付清的，全部债务仍然有效，已支付的款项予以扣除。`,
    rest: (amount, days) => `除上述款项外，尚余 ${amount}。小额还款期间不要求偿还；最早于末期小额还款 ${days} 天后到期，届满前双方就余款商议方案。`,
    apr: rate => `以今日欠款为基数，本方案的年化综合成本为 ${rate}%（精算法）。`,
    more: amount => `与不作调整相比，多还 ${amount}。`,
    less: amount => `与不作调整相比，少还 ${amount}。`,
    same: '与不作调整相比，还款总额相同。',
    scheduleTitle: '还款日期与金额',
    no: '期数',
    dueOn: '到期日',
    promisesTitle: '方案执行期间',
    promises: (graceDays, isConditional) => [
      '借款人在每期到期日前支付当期款项。可随时提前或多还，不收取任何费用。',
      '按约还款期间，放贷机构不进行催收；可在到期日前发送还款提醒。',
      `某期逾期的，在到期日后 ${graceDays} 天内补足，方案继续有效。`,
      `逾期未补足的，方案终止，未还部分恢复按原合同执行。已支付的款项全部有效。${isConditional ? '原定减免的款项恢复计入欠款。' : ''}`,
      '各期款项用于偿还上列借款；同一期内的冲抵顺序按合同约定。',
    ],
    bureau: kind => {
      if (kind === 'settlement') return '付清后，借款按“减免结清”报送征信，与全额还清不同。报送不良信息前会事先告知您。'
      if (kind === 'token') return '借款按实际状态报送征信，小额还款不视为恢复正常。报送不良信息前会事先告知您。'
      return '借款将继续如实报送征信；按约履行的方案按正常履行报送。'
    },
    rightsTitle: '签署前请您了解',
    rights: (hotline, offerEndsOn, bureau) => [
      `本方案有效期至 ${offerEndsOn}。在您签署之前，一切不变。您可以拒绝，不会因此受到不利对待。`,
      '如果您的情况有变化，请在到期日之前告诉我们，我们可以重新商议。',
      '签署即表示您认可该债务，诉讼时效可能因此重新计算（民法典第一百九十二条、第一百九十五条）。如债务时间已久，建议先咨询免费法律援助。',
      bureau,
      `咨询与投诉：${hotline}，或在您的个人页面提交。页面上列有独立的免费咨询渠道。`,
    ],
  },
}
