import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, cases, escalations, messages, plans, planSignatures } from '@/db/schema'
import { issueSigningCode } from '../accounts/borrower-sign-in-commands'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addHours, addMonths, localDate, type LocalDate } from '../dates'
import { DomainError } from '../errors'
import { decideEscalation } from '../escalations/commands'
import { openLoan } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { acceptPlan, declinePlan, signPlan } from './answer-commands'
import { proposePlan, proposePlans } from './commands'
import { applyPaymentToPlans, checkPlans, expireOffers, remindPlanInstalments } from './monitor-commands'
import type { PlanTerms } from './plan'
import type { PlanRow } from './stored-plan'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const TODAY = localDate('2026-06-15')
const monthly = (count: number, firstDueOn: LocalDate = addMonths(TODAY, 1)): PlanTerms => ({
  kind: 'instalments',
  count,
  frequency: 'monthly',
  firstDueOn,
  freezePenalty: true,
  freezeInterest: true,
  waivePenaltyCents: cents(0),
  waiveInterestCents: cents(0),
})

async function scene(principalCents = 600_000) {
  const lender = await world.lender()
  const person = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  const { loanId } = await openLoan(system, {
    borrowerId: person.id,
    number: `L-${newId().slice(-12)}`,
    product: 'cash',
    currency: 'CNY',
    principalCents: cents(principalCents),
    annualRatePpm: 180_000,
    termCount: 12,
    method: 'equal_instalment',
    disbursedOn: localDate('2026-02-01'),
    firstDueOn: localDate('2026-03-01'),
  })
  const { caseId } = await refreshCase(system, person.id)
  if (!caseId) throw new Error('no case was opened')
  const reviewer = await world.ctx(await world.staff(lender.id, 'reviewer'))
  const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'))
  const borrower = await world.borrowerCtx(lender.id, person.id)
  return { lender, person, loanId, caseId, system, reviewer, supervisor, borrower }
}
type Scene = Awaited<ReturnType<typeof scene>>
const later = <C extends Ctx>(ctx: C, days: number): C => ({
  ...ctx,
  now: addHours(ctx.now, 24 * days),
  today: addDays(ctx.today, days),
})

const propose = ({ reviewer, person, caseId }: Scene, terms = monthly(6)) =>
  proposePlan(reviewer, { borrowerId: person.id, caseId, terms })
const rowOf = async (id: string) => (await world.owner.db.select().from(plans).where(eq(plans.id, id)))[0] as PlanRow
const caseOf = async ({ caseId }: Scene) => (await world.owner.db.select().from(cases).where(eq(cases.id, caseId)))[0]
const escalationOf = async (subjectId: string) =>
  (await world.owner.db.select().from(escalations).where(eq(escalations.subjectId, subjectId)))[0]
const messagesOf = async ({ person }: Scene, code: string) =>
  world.owner.db
    .select()
    .from(messages)
    .where(and(eq(messages.borrowerId, person.id), eq(messages.templateCode, code)))

async function codeFor(scene: Scene, ctx: Ctx, planId: string): Promise<string> {
  await issueSigningCode(ctx, planId)
  const sent = await messagesOf(scene, 'sign_in_code')
  return /\d{6}/.exec(sent.toSorted((a, b) => (a.id < b.id ? -1 : 1)).at(-1)?.body ?? '')?.[0] ?? ''
}
async function sign(
  scene: Scene,
  planId: string,
  ctx: Ctx = scene.borrower,
  change: Partial<Parameters<typeof signPlan>[1]> = {},
) {
  const { agreementSha256 } = await rowOf(planId)
  const code = change.code ?? (await codeFor(scene, ctx, planId))
  return signPlan(ctx, {
    planId,
    signedName: '王 小明',
    agreementSha256: agreementSha256 ?? '',
    code,
    locale: 'zh-CN',
    knowsLimitation: false,
    ...change,
  })
}
async function active(principalCents?: number, terms?: PlanTerms) {
  const at = await scene(principalCents)
  const { planId } = await propose(at, terms)
  await sign(at, planId)
  return { at, planId }
}
const refusal = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    (e: unknown) => e,
  )
  if (error === null) return 'accepted'
  return error instanceof DomainError ? error.message : String(error)
}

describe('proposing', () => {
  it('offers within the limit: text with its hash, hold, message, trace', async () => {
    const at = await scene()
    const { planId, status } = await propose(at)
    const plan = await rowOf(planId)
    expect(status).toBe('offer')
    expect(plan.agreementSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(plan.agreement?.zhCn).toContain('还款协议')
    expect((await caseOf(at))?.queue).toBe('held')
    expect(await messagesOf(at, 'plan_offer')).toHaveLength(1)
    const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, at.person.id))
    expect(events.map(event => event.type)).toEqual(expect.arrayContaining(['plan.proposed', 'plan.offered', 'hold.started']))
  })

  it('asks a supervisor above the limit and offers nothing until then', async () => {
    const at = await scene(3_000_000)
    const { planId, status } = await propose(at)
    expect(status).toBe('awaiting_approval')
    expect(await messagesOf(at, 'plan_offer')).toHaveLength(0)
    const asked = await escalationOf(planId)
    expect(asked).toMatchObject({ kind: 'plan_approval', status: 'open' })
    await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })
    expect((await rowOf(planId)).status).toBe('offer')
    expect(await messagesOf(at, 'plan_offer')).toHaveLength(1)
  })

  it('says every refusal at once and writes nothing', async () => {
    const at = await scene()
    const terms = { ...monthly(500, TODAY), waivePenaltyCents: cents(99_999_999) }
    const error = await proposePlan(at.reviewer, { borrowerId: at.person.id, caseId: at.caseId, terms }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(DomainError)
    expect((error as DomainError).details.refusals?.map(one => one.reason).toSorted()).toEqual([
      'plan_first_date_not_ahead',
      'plan_too_many_instalments',
      'plan_waives_more_penalty_than_owed',
    ])
    expect(await world.owner.db.select().from(plans).where(eq(plans.borrowerId, at.person.id))).toEqual([])
  })

  it('is refused to collectors, borrowers and other lenders', async () => {
    const at = await scene()
    const collector = await world.ctx(await world.staff(at.lender.id, 'collector'))
    const input = { borrowerId: at.person.id, caseId: at.caseId, terms: monthly(6) }
    expect(await refusal(proposePlan(collector, input))).toBe('forbidden')
    expect(await refusal(proposePlan(at.borrower, input))).toBe('forbidden')
    const other = await scene()
    expect(await refusal(proposePlan(other.reviewer, input))).toBe('not_found')
  })
})

describe('deciding', () => {
  it('forbids approving your own, whichever role you hold', async () => {
    const at = await scene(3_000_000)
    const both = await world.ctx(await world.staff(at.lender.id, 'reviewer', 'supervisor'))
    const { planId } = await proposePlan(both, { borrowerId: at.person.id, caseId: at.caseId, terms: monthly(12) })
    const asked = await escalationOf(planId)
    expect(
      await refusal(decideEscalation(both, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })),
    ).toBe('own_approval_forbidden')
    expect((await rowOf(planId)).status).toBe('awaiting_approval')
  })

  it('lets one of two supervisors win', async () => {
    const at = await scene(3_000_000)
    const { planId } = await propose(at)
    const asked = await escalationOf(planId)
    const second = await world.ctx(await world.staff(at.lender.id, 'supervisor'))
    const key = { borrowerId: at.person.id, escalationId: asked?.id ?? '' }
    const answers = await Promise.all([
      refusal(decideEscalation(at.supervisor, { ...key, decision: 'approve' })),
      refusal(decideEscalation(second, { ...key, decision: 'return', note: '请缩短期限' })),
    ])
    expect(answers.toSorted()).toEqual(['accepted', 'escalation_already_decided'])
    expect(['offer', 'cancelled']).toContain((await rowOf(planId)).status)
  })

  it('changes the terms into a new offer and supersedes the old one', async () => {
    const at = await scene(3_000_000)
    const { planId } = await propose(at)
    const asked = await escalationOf(planId)
    const decided = await decideEscalation(at.supervisor, {
      borrowerId: at.person.id,
      escalationId: asked?.id ?? '',
      decision: 'change',
      terms: monthly(24),
      note: '月供更低',
    })
    expect((await rowOf(planId)).status).toBe('superseded')
    expect(await rowOf(decided.planId ?? '')).toMatchObject({
      status: 'offer',
      instalmentCount: 24,
      approvedBy: at.supervisor.actor.id,
    })
    expect(
      await refusal(
        decideEscalation(at.supervisor, {
          borrowerId: at.person.id,
          escalationId: asked?.id ?? '',
          decision: 'return',
          note: 'x',
        }),
      ),
    ).toBe('escalation_already_decided')
  })

  it('needs a reason for returning, and a supervisor of this lender', async () => {
    const at = await scene(3_000_000)
    const { planId } = await propose(at)
    const asked = await escalationOf(planId)
    const key = { borrowerId: at.person.id, escalationId: asked?.id ?? '' }
    expect(await refusal(decideEscalation(at.supervisor, { ...key, decision: 'return', note: '  ' }))).toBe('reason_needed')
    expect(await refusal(decideEscalation(at.reviewer, { ...key, decision: 'approve' }))).toBe('forbidden')
    const other = await scene()
    expect(await refusal(decideEscalation(other.supervisor, { ...key, decision: 'approve' }))).toBe('not_found')
  })
})

describe('signing', () => {
  it('starts the schedule, ends the hold and moves the case to its plan, in one act', async () => {
    const at = await scene()
    const [first, second] = await proposePlans(at.reviewer, {
      borrowerId: at.person.id,
      caseId: at.caseId,
      terms: [monthly(6), monthly(12)],
    })
    await acceptPlan(at.borrower, second?.planId ?? '')
    await sign(at, second?.planId ?? '')
    expect(await rowOf(second?.planId ?? '')).toMatchObject({ status: 'active', activeFrom: TODAY })
    expect((await rowOf(first?.planId ?? '')).status).toBe('superseded')
    expect((await caseOf(at))?.queue).toBe('plan')
    const state = await loadLoanState(at.system, at.person.id, at.loanId)
    expect(state).toMatchObject({ version: 2, dpd: 0 })
    expect(state.outstandingCents).toBe((await rowOf(second?.planId ?? '')).totalCents)
    expect(await messagesOf(at, 'plan_active')).toHaveLength(1)
  })

  it('takes one signature from two tabs', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const code = await codeFor(at, at.borrower, planId)
    const answers = await Promise.all([
      refusal(sign(at, planId, at.borrower, { code })),
      refusal(sign(at, planId, at.borrower, { code })),
    ])
    expect(answers).toContain('accepted')
    expect(await world.owner.db.select().from(planSignatures).where(eq(planSignatures.planId, planId))).toHaveLength(1)
    expect((await loadLoanState(at.system, at.person.id, at.loanId)).version).toBe(2)
    expect(await refusal(sign(at, planId, at.borrower, { code }))).toBe('accepted')
  })

  it('refuses another text, another name and a wrong code, and keeps the code for a better try', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const code = await codeFor(at, at.borrower, planId)
    expect(await refusal(sign(at, planId, at.borrower, { code, agreementSha256: 'f'.repeat(64) }))).toBe('agreement_changed')
    expect(await refusal(sign(at, planId, at.borrower, { code, signedName: '王大明' }))).toBe('signed_name_differs')
    const wrong = code === '111111' ? '222222' : '111111'
    expect(await refusal(sign(at, planId, at.borrower, { code: wrong }))).toBe('signing_code_wrong')
    expect((await rowOf(planId)).status).toBe('offer')
    expect(await refusal(sign(at, planId, at.borrower, { code }))).toBe('accepted')
  })

  it('is not found for another borrower', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    const stranger = await world.borrower(at.lender.id)
    const ctx = await world.borrowerCtx(at.lender.id, stranger.id)
    const { agreementSha256 } = await rowOf(planId)
    const input = {
      planId,
      signedName: '王小明',
      agreementSha256: agreementSha256 ?? '',
      code: '123456',
      locale: 'zh-CN' as const,
      knowsLimitation: true,
    }
    expect(await refusal(signPlan(ctx, input))).toBe('not_found')
    expect(await refusal(acceptPlan(ctx, planId))).toBe('not_found')
    expect(await refusal(declinePlan(ctx, planId))).toBe('not_found')
  })

  it('ends with the offer', async () => {
    const at = await scene()
    const { planId } = await propose(at)
    expect(await expireOffers(later(at.system, 14))).toEqual({ expired: 0 })
    expect(await refusal(sign(at, planId, later(at.borrower, 15), { code: '123456' }))).toBe('plan_offer_expired')
    expect(await expireOffers(later(at.system, 15))).toEqual({ expired: 1 })
    expect(await expireOffers(later(at.system, 15))).toEqual({ expired: 0 })
    expect((await rowOf(planId)).status).toBe('expired')
  })
})

describe('monitoring', () => {
  it('reminds once per step, and once after an outage', async () => {
    const { at } = await active()
    expect(await remindPlanInstalments(later(at.system, 26))).toEqual({ reminded: 0 })
    expect(await remindPlanInstalments(later(at.system, 28))).toEqual({ reminded: 1 })
    expect(await remindPlanInstalments(later(at.system, 28))).toEqual({ reminded: 0 })
    expect(await remindPlanInstalments(later(at.system, 29))).toEqual({ reminded: 1 })
    expect(await messagesOf(at, 'plan_reminder')).toHaveLength(2)
  })

  it('goes missed, grace, broken; returns the case with its reason and asks a supervisor, once', async () => {
    const { at, planId } = await active()
    expect(await checkPlans(later(at.system, 30))).toMatchObject({ missed: 0, broken: 0 })
    expect(await checkPlans(later(at.system, 31))).toMatchObject({ missed: 1, broken: 0 })
    expect(await checkPlans(later(at.system, 31))).toMatchObject({ missed: 0, broken: 0 })
    expect((await rowOf(planId)).status).toBe('grace')
    expect(await messagesOf(at, 'plan_missed')).toHaveLength(1)
    expect(await checkPlans(later(at.system, 33))).toMatchObject({ broken: 0 })
    expect(await checkPlans(later(at.system, 34))).toMatchObject({ broken: 1 })
    expect(await checkPlans(later(at.system, 34))).toMatchObject({ broken: 0 })
    const found = await caseOf(at)
    expect(found?.queue).toBe('work')
    expect(found?.rankReasons.map(reason => reason.code)).toContain('plan_broken')
    expect(await escalationOf(planId)).toMatchObject({ kind: 'plan_broken', status: 'open' })
    expect((await loadLoanState(later(at.system, 34), at.person.id, at.loanId)).dpd).toBeGreaterThan(90)
  })

  it('breaks no plan before its person was told, however long the sweep was away', async () => {
    const { at, planId } = await active()
    expect(await checkPlans(later(at.system, 50))).toMatchObject({ missed: 1, broken: 0 })
    expect(await checkPlans(later(at.system, 50))).toMatchObject({ missed: 0, broken: 0 })
    expect((await rowOf(planId)).status).toBe('grace')
    expect(await checkPlans(later(at.system, 53))).toMatchObject({ broken: 1 })
  })

  it('changes nothing by a reaction without a payment', async () => {
    const { at, planId } = await active()
    await transaction(at.system, ctx => applyPaymentToPlans(ctx, at.person.id))
    expect((await rowOf(planId)).status).toBe('active')
  })
})
