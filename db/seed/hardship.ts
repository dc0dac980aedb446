import { addDocument } from '@/lib/documents/commands'
import type { DocumentKind } from '@/lib/documents/accepted-files'
import type { Storage } from '@/lib/documents/storage-port'
import type { Ctx } from '@/lib/context'
import { addDays, type LocalDate } from '@/lib/dates'
import { saveStep, startApplication, submitApplication } from '@/lib/hardship/commands'
import type { BudgetEntry, Change } from '@/lib/hardship/application-input'
import { takeReview } from '@/lib/hardship/review-commands'
import { issueSigningCode } from '@/lib/accounts/borrower-sign-in-commands'
import { dice } from '@/lib/imports/dice'
import { cents, decimalText } from '@/lib/money'
import { signPlan } from '@/lib/plans/answer-commands'
import { proposePlan } from '@/lib/plans/commands'
import type { DemoPerson } from './book'
import { drawPaper } from './papers'
import { findBalance, findOpenCase, findPlan, newestText, type Known, type Stage } from './stage'

export type Cast = { stage: Stage; storage: Storage; person: DemoPerson; known: Known }

const CHANGES: readonly { change: Change; story: string; kind: DocumentKind; title: string }[] = [
  { change: 'job_lost', story: '公司三月前裁员，现在做零工，收入不稳定。', kind: 'notice', title: '解除劳动合同通知' },
  { change: 'income_less', story: '门店改为轮班，工资少了将近一半。', kind: 'payslip', title: '工资单' },
  { change: 'illness', story: '做了手术，需要休养两个月，暂时不能上班。', kind: 'medical', title: '住院费用清单' },
  { change: 'family', story: '家里老人住院，护理费用增加很多。', kind: 'bill', title: '护理费用账单' },
  { change: 'disaster', story: '暴雨淹了店面，正在重新装修。', kind: 'notice', title: '受灾证明' },
]

/** A draft with everything but the sending: what changed, what can be paid, the budget, consents and two papers. */
export async function fillApplication({ stage, storage, person, known }: Cast, at: Date, count = planCount(stage)): Promise<{ ctx: Ctx; applicationId: string } | null> {
  const ctx = stage.borrower(known.borrowerId, at)
  if (!(await findOpenCase(stage.system(at), known.borrowerId))) return null
  const throwing = dice(`hardship:${stage.lender.slug}:${person.serial}`)
  const { change, story, kind, title } = throwing.pick(CHANGES)
  const { applicationId } = await startApplication(ctx, known.borrowerId)
  const monthly = Math.ceil((await findBalance(stage.system(at), known.borrowerId)) / count / 10_000) * 10_000
  const lines = budget(monthly)
  const save = (answers: Parameters<typeof saveStep>[3]) => saveStep(ctx, known.borrowerId, applicationId, answers)
  await save({ step: 'changed', whatChanged: change, story })
  await save({ step: 'pay', amountCents: cents(monthly), frequency: 'monthly' })
  await save({ step: 'money', lines })
  await save({ step: 'proof', consents: { finance: 'granted', health: 'granted' } })
  await save({ step: 'needs', needs: throwing.chance(40) ? ['call_times', 'plain_words'] : [] })
  const wages = decimalText(lines[0]?.amountCents ?? 0)
  const papers = [
    { kind, paper: await drawPaper(title, [['姓名', person.name], ['事由', story.slice(0, 12)], ['日期', addDays(ctx.today, -12)]], `${title}.jpg`) },
    { kind: 'bank_statement' as const, paper: await drawPaper('银行流水', [['户名', person.name], ['工资入账', wages], ['截止', ctx.today]], '银行流水.jpg') },
  ]
  for (const { kind, paper } of papers) {
    const input = { borrowerId: known.borrowerId, applicationId, evidenceRequestId: null, kind, ...paper }
    await addDocument(ctx, { storage, scanner: null }, input)
  }
  return { ctx, applicationId }
}

/** Income that leaves about two and a half times the instalment after spending. */
function budget(monthlyCents: number): BudgetEntry[] {
  const spending = { housing: 120_000, food: 110_000, utilities: 25_000, transport: 30_000, children: 60_000 }
  const total = Object.values(spending).reduce((sum, amount) => sum + amount, 0)
  const line = (side: 'income' | 'spending', category: string, amount: number): BudgetEntry => ({ side, category, amountCents: cents(amount), frequency: 'monthly' })
  return [
    line('income', 'wages', Math.ceil((total + monthlyCents * 2.6) / 10_000) * 10_000),
    ...Object.entries(spending).map(([category, amount]) => line('spending', category, amount)),
  ]
}

export async function apply(cast: Cast, at: Date, count?: number): Promise<string | null> {
  const draft = await fillApplication(cast, at, count)
  if (!draft) return null
  await submitApplication(draft.ctx, cast.known.borrowerId, draft.applicationId)
  return draft.applicationId
}

const planCount = (stage: Stage) => Math.min(12, stage.lender.policy.maxPlanInstalments)

export type Terms = { count?: number; firstDueOn: LocalDate }

/** A reviewer takes the application and offers the plan that the borrower asked for, interest and penalty frozen; above the limit it waits for a supervisor. */
export async function offer({ stage, known }: Cast, at: Date, applicationId: string, terms: Terms) {
  const ctx = stage.staff('reviewer', at)
  const key = { borrowerId: known.borrowerId, applicationId }
  await takeReview(ctx, key)
  const concessions = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: cents(0), waiveInterestCents: cents(0), waiveFeeCents: cents(0), isConditional: true }
  const shape = { kind: 'instalments' as const, count: terms.count ?? planCount(stage), frequency: 'monthly' as const, firstDueOn: terms.firstDueOn }
  return proposePlan(ctx, { ...key, terms: { ...shape, ...concessions }, note: '收入证明与流水一致，可负担。' })
}

/** The borrower asks for a code, reads it on the phone, and signs the text that was shown. */
export async function sign({ stage, person, known }: Cast, at: Date, planId: string): Promise<void> {
  const ctx = stage.borrower(known.borrowerId, at)
  await issueSigningCode(ctx, planId)
  const code = /\d{6}/.exec(await newestText(stage.system(at), known.borrowerId))?.[0] ?? ''
  const { agreementSha256 } = await findPlan(stage.system(at), known.borrowerId, planId)
  await signPlan(ctx, { planId, signedName: person.name, agreementSha256: agreementSha256 ?? '', code, locale: 'zh-CN', knowsLimitation: true })
}
