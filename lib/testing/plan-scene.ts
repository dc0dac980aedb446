import { and, eq } from 'drizzle-orm'
import { cases, escalations, messages, plans } from '@/db/schema'
import { issueSigningCode } from '../accounts/borrower-sign-in-commands'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addDays, addHours, addMonths, localDate, type LocalDate } from '../dates'
import { DomainError } from '../errors'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { recordPayment } from '../payments/commands'
import { signPlan } from '../plans/answer-commands'
import { proposePlan } from '../plans/commands'
import type { PlanTerms } from '../plans/plan'
import type { PlanRow } from '../plans/stored-plan'
import type { World } from './world'

export const TODAY = localDate('2026-06-15')
export const monthly = (count: number, firstDueOn: LocalDate = addMonths(TODAY, 1)): PlanTerms => ({
  kind: 'instalments',
  count,
  frequency: 'monthly',
  firstDueOn,
  freezePenalty: true,
  freezeInterest: true,
  waivePenaltyCents: cents(0),
  waiveInterestCents: cents(0), waiveFeeCents: cents(0), isConditional: true,
})

async function openScene(world: World, principalCents: number, beside?: { lender: Awaited<ReturnType<World['lender']>> }) {
  const lender = beside?.lender ?? (await world.lender())
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
export type PlanScene = Awaited<ReturnType<typeof openScene>>
type Scene = PlanScene

export const later = <C extends Ctx>(ctx: C, days: number): C => ({
  ...ctx,
  now: addHours(ctx.now, 24 * days),
  today: addDays(ctx.today, days),
})

export const refusal = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    (e: unknown) => e,
  )
  if (error === null) return 'accepted'
  return error instanceof DomainError ? error.message : String(error)
}

/** Borrowers with an overdue loan and a case, and the ways from an offer to a signed plan. */
export function planScenes(world: () => World) {
  const scene = (principalCents = 600_000, beside?: Scene) => openScene(world(), principalCents, beside)
  const propose = ({ reviewer, person, caseId }: Scene, terms = monthly(6)) =>
    proposePlan(reviewer, { borrowerId: person.id, caseId, terms })
  const rowOf = async (id: string) => (await world().owner.db.select().from(plans).where(eq(plans.id, id)))[0] as PlanRow
  const caseOf = async ({ caseId }: Scene) => (await world().owner.db.select().from(cases).where(eq(cases.id, caseId)))[0]
  const escalationOf = async (subjectId: string) =>
    (await world().owner.db.select().from(escalations).where(eq(escalations.subjectId, subjectId)))[0]
  const messagesOf = async ({ person }: Scene, code: string) =>
    world()
      .owner.db.select()
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
  async function active(principalCents?: number, terms?: PlanTerms, beside?: Scene) {
    const at = await scene(principalCents, beside)
    const { planId } = await propose(at, terms)
    await sign(at, planId)
    return { at, planId }
  }
  const pay = (at: Scene, ctx: Ctx, amountCents: number, effectiveOn: LocalDate = ctx.today) =>
    recordPayment(ctx, {
      target: { kind: 'borrower', number: `B-${at.person.id.slice(-12)}` },
      amountCents: cents(amountCents),
      currency: 'CNY',
      effectiveOn,
      channel: 'bank_transfer',
      source: 'test',
      externalId: newId(),
      idempotencyKey: newId(),
    })
  return { scene, propose, rowOf, caseOf, escalationOf, messagesOf, codeFor, sign, active, pay }
}
