import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { budgetLines, cases, escalations, evidenceRequests, hardshipApplications, holds, messages } from '@/db/schema'
import { DomainError } from '../errors'
import { cents } from '../money'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { proposePlans } from '../plans/commands'
import { getPlanDesk } from '../plans/option-queries'
import { useDatabase } from '../testing/database'
import { monthly } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { saveStep, startApplication, submitApplication } from './commands'
import { declineApplication, releaseReview, requestMore, reviewLine, takeReview } from './review-commands'
import { countReviews, getReviewedBudget, listReviews } from './review-queries'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene(shared?: { id: string }) {
  const lender = shared ?? (await world.lender())
  const person = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  await openLoan(system, {
    borrowerId: person.id,
    number: `L-${newId().slice(-12)}`,
    product: 'cash',
    currency: 'CNY',
    principalCents: cents(600_000),
    annualRatePpm: 180_000,
    termCount: 12,
    method: 'equal_instalment',
    disbursedOn: localDate('2026-02-01'),
    firstDueOn: localDate('2026-03-01'),
  })
  await refreshCase(system, person.id)
  const borrower = await world.borrowerCtx(lender.id, person.id)
  const { applicationId } = await startApplication(borrower, person.id)
  await saveStep(borrower, person.id, applicationId, { step: 'changed', whatChanged: 'job_lost', story: null })
  await saveStep(borrower, person.id, applicationId, { step: 'pay', amountCents: cents(30_000), frequency: 'monthly' })
  const lines = [
    { side: 'income' as const, category: 'wages', amountCents: cents(400_000), frequency: 'monthly' as const },
    { side: 'spending' as const, category: 'housing', amountCents: cents(150_000), frequency: 'monthly' as const },
  ]
  await saveStep(borrower, person.id, applicationId, { step: 'money', lines })
  await submitApplication(borrower, person.id, applicationId)
  const reviewer = await world.ctx(await world.staff(lender.id, 'reviewer'))
  return { lender, person, borrower, reviewer, key: { borrowerId: person.id, applicationId } }
}
type Scene = Awaited<ReturnType<typeof scene>>

const rowOf = async ({ key }: Scene) =>
  (await world.owner.db.select().from(hardshipApplications).where(eq(hardshipApplications.id, key.applicationId)))[0]
const refusal = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    (e: unknown) => e,
  )
  if (error === null) return 'accepted'
  return error instanceof DomainError ? error.message : String(error)
}

describe('reviewing', () => {
  it('takes, judges and leaves rejected lines out of the budget', async () => {
    const at = await scene()
    await takeReview(at.reviewer, at.key)
    const [spending] = await world.owner.db
      .select()
      .from(budgetLines)
      .where(and(eq(budgetLines.applicationId, at.key.applicationId), eq(budgetLines.side, 'spending')))
    const line = { ...at.key, lineId: spending?.id ?? '' }
    expect(await refusal(reviewLine(at.reviewer, { ...line, review: 'rejected', note: ' ' }))).toBe('reason_needed')
    await reviewLine(at.reviewer, { ...line, review: 'rejected', note: '已由家人支付' })
    expect(await getReviewedBudget(at.reviewer, at.person.id, at.key.applicationId)).toEqual({
      incomeCents: 400_000,
      spendingCents: 0,
    })
    await releaseReview(at.reviewer, at.key)
    expect(await rowOf(at)).toMatchObject({ status: 'submitted', assignedTo: null })
  })

  it('asks once, tells the borrower, and the hold runs on', async () => {
    const at = await scene()
    expect(await refusal(requestMore(at.reviewer, { ...at.key, topics: [], note: null }))).toBe('request_choose_topic')
    await requestMore(at.reviewer, { ...at.key, topics: ['income', 'illness'], note: null })
    expect((await rowOf(at))?.status).toBe('more_requested')
    expect(
      await world.owner.db.select().from(evidenceRequests).where(eq(evidenceRequests.applicationId, at.key.applicationId)),
    ).toHaveLength(2)
    const told = and(eq(messages.borrowerId, at.person.id), eq(messages.templateCode, 'more_information'))
    expect(await world.owner.db.select().from(messages).where(told)).toHaveLength(1)
    const [hold] = await world.owner.db.select().from(holds).where(eq(holds.borrowerId, at.person.id))
    expect(hold?.endedAt).toBeNull()
  })

  it('declines with reasons; the hold ends and the case returns to the queue', async () => {
    const at = await scene()
    expect(await refusal(declineApplication(at.reviewer, { ...at.key, reasons: [], note: 'x' }))).toBe('decline_choose_reason')
    expect(await refusal(declineApplication(at.reviewer, { ...at.key, reasons: ['other'], note: '' }))).toBe('reason_needed')
    await declineApplication(at.reviewer, { ...at.key, reasons: ['can_pay_now'], note: '收支显示可以按期还款。' })
    expect(await rowOf(at)).toMatchObject({ status: 'declined', decisionReasons: ['can_pay_now'] })
    const [found] = await world.owner.db.select().from(cases).where(eq(cases.borrowerId, at.person.id))
    expect(found?.queue).toBe('work')
    expect(await refusal(declineApplication(at.reviewer, { ...at.key, reasons: ['other'], note: 'again' }))).toBe(
      'move_not_permitted',
    )
  })

  it('is closed to other roles, other lenders and borrowers', async () => {
    const at = await scene()
    const collector = await world.ctx(await world.staff(at.lender.id, 'collector'))
    const other = await scene()
    expect(await refusal(takeReview(collector, at.key))).toBe('forbidden')
    expect(await refusal(takeReview(at.borrower, at.key))).toBe('forbidden')
    expect(await refusal(takeReview(other.reviewer, at.key))).toBe('not_found')
    expect(await refusal(requestMore(other.reviewer, { ...at.key, topics: ['income'], note: null }))).toBe('not_found')
  })

  it('lists by the clock, this lender only', async () => {
    const first = await scene()
    const second = await scene(first.lender)
    const { rows, next } = await listReviews(first.reviewer, 'todo', null)
    expect(rows.map(row => row.id).toSorted()).toEqual([first.key.applicationId, second.key.applicationId].toSorted())
    expect(next).toBeNull()
    expect(await countReviews(first.reviewer)).toEqual({ todo: 2, mine: 0, waiting: 0, decided: 0 })
    const last = rows.at(-1)
    expect((await listReviews(first.reviewer, 'todo', `${last?.decideBy}_${last?.id}`)).rows).toEqual([])
  })
})

describe('offering on an application', () => {
  const reasonsOf = async (planId: string) => {
    const [asked] = await world.owner.db.select().from(escalations).where(eq(escalations.subjectId, planId))
    return ((asked?.facts ?? {}) as { reasons?: { reason: string }[] }).reasons?.map(one => one.reason)
  }

  it('lets the kinder side win by rule: without a plan as kind a supervisor decides, beside one anything else may be offered', async () => {
    const at = await scene()
    const desk = await getPlanDesk(at.reviewer, at.key.borrowerId, at.key.applicationId)
    expect([desk?.referee.decision, desk?.kindestCents]).toEqual(['offer', 30_000])
    const [hard] = await proposePlans(at.reviewer, { ...at.key, terms: [monthly(6)] })
    expect(hard?.status).toBe('awaiting_approval')
    expect(await reasonsOf(hard?.planId ?? '')).toEqual(['plan_harder_than_rule'])
    const [around] = await proposePlans(at.reviewer, { borrowerId: at.key.borrowerId, caseId: (await rowOf(at))?.caseId, terms: [monthly(5)] })
    expect(await reasonsOf(around?.planId ?? '')).toEqual(['plan_harder_than_rule'])
    const both = await proposePlans(at.reviewer, { ...at.key, terms: [monthly(9), monthly(24)] })
    expect(both.map(plan => plan.status)).toEqual(['offer', 'offer'])
    const [later] = await proposePlans(at.reviewer, { ...at.key, terms: [monthly(3)] })
    expect(later?.status).toBe('offer')
  })

  it('judges by the budget where no side can be kept, and not at all where none was stated', async () => {
    const at = await scene()
    await world.owner.db.update(budgetLines).set({ amountCents: cents(160_000), monthlyCents: cents(160_000) }).where(and(eq(budgetLines.borrowerId, at.key.borrowerId), eq(budgetLines.side, 'income')))
    await world.owner.db.update(hardshipApplications).set({ offerCents: cents(100) }).where(eq(hardshipApplications.id, at.key.applicationId))
    const desk = await getPlanDesk(at.reviewer, at.key.borrowerId, at.key.applicationId)
    expect([desk?.referee.decision, desk?.kindestCents, desk?.options[0]?.key]).toEqual(['refer', 5_000, 'small_payments'])
    const small = desk?.options[0]
    if (!small) throw new Error('no small payments')
    expect(await proposePlans(at.reviewer, { ...at.key, terms: [small.terms] })).toMatchObject([{ status: 'offer' }])
    const silent = await scene()
    await world.owner.db.delete(budgetLines).where(eq(budgetLines.borrowerId, silent.key.borrowerId))
    expect(await proposePlans(silent.reviewer, { ...silent.key, terms: [monthly(6)] })).toMatchObject([{ status: 'offer' }])
  })
})
