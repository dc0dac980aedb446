import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, budgetLines, cases, evidenceRequests, hardshipApplications, holds, messages } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { answerRequest, openFromDesk, saveStep, startApplication, submitApplication, withdrawApplication } from './commands'
import { getApplication, getLatestApplication } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function aLateBorrower() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  await openLoan(system, {
    borrowerId: borrower.id,
    number: `L-${newId().slice(-8)}`,
    product: 'consumer',
    currency: 'CNY',
    principalCents: cents(1_200_000),
    annualRatePpm: 180_000,
    termCount: 12,
    method: 'equal_instalment',
    disbursedOn: localDate('2026-04-20'),
    firstDueOn: localDate('2026-05-20'),
  })
  await refreshCase(system, borrower.id)
  return { lender, borrower, ctx: await world.borrowerCtx(lender.id, borrower.id) }
}

async function aFilledDraft() {
  const person = await aLateBorrower()
  const { applicationId } = await startApplication(person.ctx, person.borrower.id)
  await saveStep(person.ctx, person.borrower.id, applicationId, { step: 'changed', whatChanged: 'job_lost', story: '工厂停工' })
  await saveStep(person.ctx, person.borrower.id, applicationId, { step: 'pay', amountCents: cents(30_000), frequency: 'monthly' })
  return { ...person, applicationId }
}

const db = () => world.owner.db
const caseOf = async (borrowerId: string) => (await db().select().from(cases).where(eq(cases.borrowerId, borrowerId)))[0]
const applicationsOf = (borrowerId: string) => db().select().from(hardshipApplications).where(eq(hardshipApplications.borrowerId, borrowerId))
const holdsOf = (borrowerId: string) => db().select().from(holds).where(eq(holds.borrowerId, borrowerId))

describe('a draft', () => {
  it('is one, however often it is started at once', async () => {
    const { borrower, ctx } = await aLateBorrower()
    const started = await Promise.all(Array.from({ length: 10 }, () => startApplication(ctx, borrower.id)))
    expect(new Set(started.map(one => one.applicationId)).size).toBe(1)
    expect(await applicationsOf(borrower.id)).toHaveLength(1)
  })

  it('keeps each step and can be taken up again', async () => {
    const { borrower, ctx, applicationId } = await aFilledDraft()
    const lines = [
      { side: 'income', category: 'wages', amountCents: cents(100_000), frequency: 'weekly' },
      { side: 'spending', category: 'food', amountCents: cents(50_000), frequency: 'fortnightly' },
    ] as const
    await saveStep(ctx, borrower.id, applicationId, { step: 'money', lines: [...lines] })
    await saveStep(ctx, borrower.id, applicationId, { step: 'money', lines: [...lines] })
    await saveStep(ctx, borrower.id, applicationId, { step: 'proof', consents: { finance: 'granted' } })
    await saveStep(ctx, borrower.id, applicationId, { step: 'proof', consents: { health: 'refused' } })
    await saveStep(ctx, borrower.id, applicationId, { step: 'needs', needs: ['written_only'] })
    expect(await getLatestApplication(ctx, borrower.id)).toMatchObject({
      id: applicationId,
      status: 'draft',
      whatChanged: 'job_lost',
      story: '工厂停工',
      offerCents: 30_000,
      consents: { finance: 'granted', health: 'refused' },
      needs: ['written_only'],
      lines: [{ monthlyCents: 433_333 }, { monthlyCents: 108_333 }],
    })
  })

  it('refuses what is no answer, under its field', async () => {
    const { borrower, ctx, applicationId } = await aFilledDraft()
    const save = (answers: Parameters<typeof saveStep>[3]) => saveStep(ctx, borrower.id, applicationId, answers)
    await expect(save({ step: 'pay', amountCents: cents(0), frequency: 'monthly' })).rejects.toMatchObject({ details: { fields: { amount: 'amount_invalid' } } })
    await expect(save({ step: 'pay', amountCents: cents(-5), frequency: 'weekly' })).rejects.toMatchObject({ code: 'invalid' })
    await expect(save({ step: 'changed', whatChanged: 'other', story: 'card 4111 1111 1111 1111' })).rejects.toMatchObject({
      details: { fields: { story: 'card_number_refused' } },
    })
    const twice = { side: 'income', category: 'wages', amountCents: cents(1), frequency: 'monthly' } as const
    await expect(save({ step: 'money', lines: [twice, twice] })).rejects.toMatchObject({ code: 'invalid' })
    expect(await db().select().from(budgetLines).where(eq(budgetLines.borrowerId, borrower.id))).toHaveLength(0)
  })

  it('is refused without a case to help', async () => {
    const lender = await world.lender()
    const borrower = await world.borrower(lender.id)
    const ctx = await world.borrowerCtx(lender.id, borrower.id)
    await expect(startApplication(ctx, borrower.id)).rejects.toMatchObject({ code: 'conflict', message: 'no_case_to_help' })
  })
})

describe('sending', () => {
  it('starts clock and hold, leaves the queue and queues a receipt, all at once', async () => {
    const { borrower, ctx, applicationId } = await aFilledDraft()
    expect((await caseOf(borrower.id))?.queue).toBe('work')
    const receipt = await submitApplication(ctx, borrower.id, applicationId)
    expect(receipt).toMatchObject({ decideBy: '2026-06-25', holdEndsAt: new Date(NOON.getTime() + 30 * 86_400_000) })
    expect(receipt.number).toMatch(/^H-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect((await caseOf(borrower.id))?.queue).toBe('held')
    expect(await holdsOf(borrower.id)).toMatchObject([{ reason: 'hardship', sourceId: applicationId, endedAt: null }])
    const queued = await db().select().from(messages).where(eq(messages.borrowerId, borrower.id))
    expect(queued).toMatchObject([{ templateCode: 'application_receipt', status: 'queued' }])
    expect(queued[0]?.body).toContain(receipt.number)
    const audit = await db().select().from(auditEvents).where(and(eq(auditEvents.borrowerId, borrower.id), eq(auditEvents.type, 'hardship.submitted')))
    expect(audit).toHaveLength(1)
  })

  it('twenty times at once is one application, one hold, one receipt', async () => {
    const { borrower, ctx, applicationId } = await aFilledDraft()
    const receipts = await Promise.all(Array.from({ length: 20 }, () => submitApplication(ctx, borrower.id, applicationId)))
    expect(new Set(receipts.map(receipt => JSON.stringify(receipt))).size).toBe(1)
    expect(await holdsOf(borrower.id)).toHaveLength(1)
    expect(await db().select().from(messages).where(eq(messages.borrowerId, borrower.id))).toHaveLength(1)
  })

  it('names what is missing and changes nothing', async () => {
    const { borrower, ctx } = await aLateBorrower()
    const { applicationId } = await startApplication(ctx, borrower.id)
    await expect(submitApplication(ctx, borrower.id, applicationId)).rejects.toMatchObject({ details: { fields: { whatChanged: 'what_changed_missing' } } })
    expect(await holdsOf(borrower.id)).toHaveLength(0)
  })

  it('closes the answers, but not a consent', async () => {
    const { borrower, ctx, applicationId } = await aFilledDraft()
    await submitApplication(ctx, borrower.id, applicationId)
    await expect(saveStep(ctx, borrower.id, applicationId, { step: 'needs', needs: [] })).rejects.toMatchObject({ message: 'application_already_sent' })
    await saveStep(ctx, borrower.id, applicationId, { step: 'proof', consents: { finance: 'refused' } })
    expect(await getApplication(ctx, borrower.id, applicationId)).toMatchObject({ consents: { finance: 'refused' }, status: 'submitted' })
  })

  it('can be taken back: the hold ends and the case is worked again', async () => {
    const { borrower, ctx, applicationId } = await aFilledDraft()
    await submitApplication(ctx, borrower.id, applicationId)
    await withdrawApplication(ctx, borrower.id, applicationId)
    await withdrawApplication(ctx, borrower.id, applicationId)
    expect((await caseOf(borrower.id))?.queue).toBe('work')
    expect(await holdsOf(borrower.id)).toMatchObject([{ endedReason: 'application_withdrawn' }])
    expect(await getLatestApplication(ctx, borrower.id)).toBeNull()
    const again = await startApplication(ctx, borrower.id)
    expect(again.applicationId).not.toBe(applicationId)
  })
})

describe('a request for more', () => {
  it('is answered by "I do not have this" and goes back to review when the last one is', async () => {
    const { lender, borrower, ctx, applicationId } = await aFilledDraft()
    await submitApplication(ctx, borrower.id, applicationId)
    const ids = [newId(), newId()]
    const scope = { borrowerId: borrower.id, lenderId: lender.id, applicationId, askedAt: NOON }
    await db().insert(evidenceRequests).values(ids.map(id => ({ ...scope, id, topic: 'income' })))
    await db().update(hardshipApplications).set({ status: 'more_requested' }).where(eq(hardshipApplications.id, applicationId))
    const answer = (requestId: string) => answerRequest(ctx, { borrowerId: borrower.id, requestId, answer: 'not_available', note: null })
    await answer(ids[0] ?? '')
    expect((await getApplication(ctx, borrower.id, applicationId)).status).toBe('more_requested')
    await Promise.all([answer(ids[1] ?? ''), answer(ids[1] ?? '')])
    expect(await getApplication(ctx, borrower.id, applicationId)).toMatchObject({ status: 'submitted', requests: [{ status: 'not_available' }, { status: 'not_available' }] })
  })
})

describe('from the desk', () => {
  it('opens the draft with what was said; the borrower goes on with it', async () => {
    const { lender, borrower, ctx } = await aLateBorrower()
    const staff = await world.ctx(await world.staff(lender.id, 'collector'))
    const opened = await openFromDesk(staff, borrower.id, (await caseOf(borrower.id))?.id ?? '', { whatChanged: 'illness' })
    expect(await startApplication(ctx, borrower.id)).toEqual(opened)
    expect(await getLatestApplication(ctx, borrower.id)).toMatchObject({ channel: 'desk', whatChanged: 'illness' })
  })
})

describe('a stranger', () => {
  it('finds nothing: other borrower, other lender', async () => {
    const mine = await aFilledDraft()
    const other = await aLateBorrower()
    const neighbour = await world.borrower(mine.lender.id)
    for (const ctx of [other.ctx, await world.borrowerCtx(mine.lender.id, neighbour.id)]) {
      const tries = [
        () => getApplication(ctx, mine.borrower.id, mine.applicationId),
        () => saveStep(ctx, mine.borrower.id, mine.applicationId, { step: 'needs', needs: [] }),
        () => submitApplication(ctx, mine.borrower.id, mine.applicationId),
        () => submitApplication(ctx, ctx.actor.id, mine.applicationId),
        () => withdrawApplication(ctx, mine.borrower.id, mine.applicationId),
        () => startApplication(ctx, mine.borrower.id),
      ]
      for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'not_found' })
      expect(await getLatestApplication(ctx, mine.borrower.id)).toBeNull()
    }
    expect(await applicationsOf(mine.borrower.id)).toMatchObject([{ status: 'draft' }])
  })

  it('is refused: staff without the permission, staff of another lender', async () => {
    const mine = await aFilledDraft()
    const caseId = (await caseOf(mine.borrower.id))?.id ?? ''
    const admin = await world.ctx(await world.staff(mine.lender.id, 'admin'))
    await expect(openFromDesk(admin, mine.borrower.id, caseId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(submitApplication(admin, mine.borrower.id, mine.applicationId)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(getApplication(admin, mine.borrower.id, mine.applicationId)).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await world.ctx(await world.staff((await world.lender()).id, 'collector', 'reviewer'))
    await expect(openFromDesk(elsewhere, mine.borrower.id, caseId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(getApplication(elsewhere, mine.borrower.id, mine.applicationId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(submitApplication(elsewhere, mine.borrower.id, mine.applicationId)).rejects.toMatchObject({ code: 'not_found' })
  })
})
