import { addDays, addMonths } from '@/lib/dates'
import { newId } from '@/lib/clock'
import { issueSigningCode } from '@/lib/accounts/borrower-sign-in-commands'
import { enqueue } from '@/lib/jobs/enqueue'
import { cents } from '@/lib/money'
import { signPlan } from '@/lib/plans/answer-commands'
import { proposePlan } from '@/lib/plans/commands'
import { takePromise } from '@/lib/promises/taking-commands'
import { transaction } from '@/lib/transaction'
import { toToken } from '@/lib/url-token'
import { sql } from 'drizzle-orm'
import { ask, attempt, json } from './answers'
import { contextOf } from './book'
import { cookieOf, somebody, today, type Scene, type Turn } from './scene'

/** A robot asks whether it may call, and says what came of it. */
export async function decide(scene: Scene, turn: Turn): Promise<void> {
  const { stage, ours, answers } = scene
  const person = somebody(scene, turn, turn.draw.below(3) !== 0)
  const question = { borrowerNumber: person.number, kind: 'call', number: person.phone }
  const decided = await ask(stage, answers, '/api/v1/guard/decisions', () => json(ours.apiKey, question, { 'idempotency-key': `decision-${turn.name}` }))
  const { id, decision } = decided.body
  if (decided.status !== 201 || typeof id !== 'string') return void answers.wrong.push(`${turn.name}: a decision was answered ${decided.status} ${JSON.stringify(decided.body)}`)
  answers.decisions.set(turn.name, id)
  if (decision !== 'allowed') return
  const outcome = turn.draw.pick(['RPC', 'NA', 'BUSY', null])
  const reported = await ask(stage, answers, `/api/v1/guard/decisions/${id}/contact`, () => json(ours.apiKey, { outcome, note: null }))
  if (reported.status === 200 && typeof reported.body.id === 'string') answers.contacts.set(turn.name, reported.body.id)
  // A day that turned in between has made the decision too old to use.
  else if (reported.status !== 409) answers.wrong.push(`${turn.name}: a contact was answered ${reported.status} ${JSON.stringify(reported.body)}`)
}

/** A collector opens a case that others want too. */
export async function claim(scene: Scene, turn: Turn): Promise<void> {
  const { stage, answers } = scene
  const person = somebody(scene, turn, true)
  if (!person.caseId) return
  const token = toToken(person.borrowerId, person.caseId)
  const who = `collector${1 + turn.draw.below(3)}`
  const { status } = await ask(stage, answers, `/api/cases/${token}/claim`, async () => ({ method: 'POST', headers: { cookie: await cookieOf(scene, who) } }))
  if (status !== 200) answers.wrong.push(`${turn.name}: a claim was answered ${status}`)
}

export async function promise(scene: Scene, turn: Turn): Promise<void> {
  const { stage, ours, answers } = scene
  const person = somebody(scene, turn, false)
  const staff = ours.staff[`collector${1 + turn.draw.below(3)}`]
  const { borrowerId, caseId } = person
  if (!caseId || !staff) return
  const amountCents = cents(10_000 + turn.draw.below(20_000))
  const dueOn = addDays(today(scene), 1 + turn.draw.below(3))
  const taken = await attempt(answers, async () => takePromise(await contextOf(stage, staff), { borrowerId, caseId, amountCents, dueOn, contactId: null, toldOfLimitation: true }))
  if (taken) answers.promises.push(taken.promiseId)
}

/** A reviewer offers a plan and the borrower signs it, with the code that was sent. */
export async function plan(scene: Scene, turn: Turn): Promise<void> {
  const { stage, ours, answers } = scene
  const person = somebody(scene, turn, false)
  const reviewer = ours.staff[`reviewer${1 + turn.draw.below(3)}`]
  const { borrowerId, caseId } = person
  if (!caseId || !reviewer) return
  const terms = { kind: 'instalments', count: 6, frequency: 'monthly', firstDueOn: addMonths(today(scene), 1), freezePenalty: true, freezeInterest: true, waivePenaltyCents: cents(0), waiveInterestCents: cents(0), waiveFeeCents: cents(0), isConditional: true } as const
  const offered = await attempt(answers, async () => proposePlan(await contextOf(stage, reviewer), { borrowerId, caseId, terms }))
  if (offered?.status !== 'offer') return
  const asBorrower = () => contextOf(stage, { kind: 'borrower', id: borrowerId, lenderId: ours.id } as const)
  await attempt(answers, async () => issueSigningCode(await asBorrower(), offered.planId))
  const found = await attempt(answers, () => textsFor(scene, offered.planId, borrowerId))
  if (!found) return
  const signature = { planId: offered.planId, signedName: person.name, agreementSha256: found.sha256, code: found.code, locale: 'zh-CN', knowsLimitation: true } as const
  await attempt(answers, async () => signPlan(await asBorrower(), signature))
}

async function textsFor({ stage }: Scene, planId: string, borrowerId: string) {
  const [row] = await stage.owner.db.execute<{ sha256: string; body: string }>(sql`select p.agreement_sha256 as sha256, m.body from plans p
    join messages m on m.borrower_id = p.borrower_id and m.template_code = 'sign_in_code' where p.id = ${planId}::uuid and p.borrower_id = ${borrowerId}::uuid order by m.id desc limit 1`)
  return row ? { sha256: row.sha256, code: /\d{6}/.exec(row.body)?.[0] ?? '' } : null
}

const SWEEPS = ['holds', 'messages', 'ageing', 'promises', 'plans', 'offers_expire', 'plan_reminders', 'ladder_notices', 'ledger_check']

/** Somebody has a sweep run beside the worker's own rounds. */
export async function sweep({ stage, ours, answers }: Scene, turn: Turn): Promise<void> {
  const name = turn.draw.pick(SWEEPS)
  await attempt(answers, async () => {
    const ctx = await contextOf(stage, { kind: 'system', id: null, lenderId: ours.id } as const)
    return transaction({ ...ctx, requestId: newId() }, ctx => enqueue(ctx, 'sweep.run', { sweep: name }))
  })
}
