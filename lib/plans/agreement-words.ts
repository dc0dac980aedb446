import type { Locale } from '@/lib/context'
import type { LocalDate } from '@/lib/dates'

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
  penaltyFrozen: string
  penaltyRuns: string
  waived: (amount: string) => string
  scheduleTitle: string
  no: string
  dueOn: string
  promisesTitle: string
  promises: (graceDays: number) => string[]
  rightsTitle: string
  rights: (hotline: string, offerEndsOn: LocalDate) => string[]
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
    penaltyFrozen: 'No new penalty interest runs while the plan is kept.',
    penaltyRuns: 'Penalty interest may run on amounts that are paid late.',
    waived: amount => `The lender waives ${amount}.`,
    scheduleTitle: 'Dates and amounts',
    no: 'No.',
    dueOn: 'Due on',
    promisesTitle: 'While the plan runs',
    promises: graceDays => [
      'The borrower pays each instalment by its date. Paying earlier or more is always possible and costs nothing.',
      'The lender does not collect while the plan is kept. Reminders of a coming date may be sent.',
      `If an instalment is late, the plan still stands when it arrives within ${graceDays} days after its date.`,
      'If it does not arrive by then, the plan ends and the contract applies again to what is still open. Everything paid counts in full.',
      'A paid instalment counts against the loans named above; the order within an instalment is the one of the contract.',
    ],
    rightsTitle: 'What you should know before signing',
    rights: (hotline, offerEndsOn) => [
      `This offer is open until ${offerEndsOn}. Nothing changes until you sign. You may refuse; that has no disadvantage.`,
      'If your situation changes, tell us before a date is missed. The plan can be looked at again.',
      'By signing you acknowledge the debt. That can start the time limit for a court claim anew; ask for free advice first if the debt is old.',
      'The loans stay on your credit record as they are reported; a plan that is kept is reported as kept.',
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
    penaltyFrozen: '按约还款期间，不再产生新的罚息。',
    penaltyRuns: '逾期支付的款项可能产生罚息。',
    waived: amount => `放贷机构减免 ${amount}。`,
    scheduleTitle: '还款日期与金额',
    no: '期数',
    dueOn: '到期日',
    promisesTitle: '方案执行期间',
    promises: graceDays => [
      '借款人在每期到期日前支付当期款项。可随时提前或多还，不收取任何费用。',
      '按约还款期间，放贷机构不进行催收；可在到期日前发送还款提醒。',
      `某期逾期的，在到期日后 ${graceDays} 天内补足，方案继续有效。`,
      '逾期未补足的，方案终止，未还部分恢复按原合同执行。已支付的款项全部有效。',
      '各期款项用于偿还上列借款；同一期内的冲抵顺序按合同约定。',
    ],
    rightsTitle: '签署前请您了解',
    rights: (hotline, offerEndsOn) => [
      `本方案有效期至 ${offerEndsOn}。在您签署之前，一切不变。您可以拒绝，不会因此受到不利对待。`,
      '如果您的情况有变化，请在到期日之前告诉我们，我们可以重新商议。',
      '签署即表示您认可该债务，诉讼时效可能因此重新计算（民法典第一百九十二条、第一百九十五条）。如债务时间已久，建议先咨询免费法律援助。',
      '借款将继续如实报送征信；按约履行的方案按正常履行报送。',
      `咨询与投诉：${hotline}，或在您的个人页面提交。页面上列有独立的免费咨询渠道。`,
    ],
  },
}
