import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, contacts, escalations, holds, threadMessages } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { complain, markThreadRead, replyToBorrower, writeToLender } from './commands'
import { raiseDispute } from './dispute-commands'
import { listThread } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())
const db = () => world.owner.db

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
  const { caseId } = await refreshCase(system, borrower.id)
  return { lender, borrower, caseId: caseId ?? '', ctx: await world.borrowerCtx(lender.id, borrower.id) }
}

describe('writing', () => {
  it('"this is wrong" pauses for 20 days and gives a supervisor a task', async () => {
    const { borrower, ctx } = await aLateBorrower()
    const { messageId, holdEndsAt } = await raiseDispute(ctx, { reason: 'already_paid', body: '我在五月已经还过' })
    expect(holdEndsAt).toEqual(new Date(NOON.getTime() + 20 * 86_400_000))
    expect(await db().select().from(holds).where(eq(holds.borrowerId, borrower.id))).toMatchObject([{ reason: 'dispute', sourceId: messageId, endsAt: holdEndsAt }])
    expect(await db().select().from(escalations).where(eq(escalations.borrowerId, borrower.id))).toMatchObject([{ kind: 'help', subjectId: messageId, status: 'open' }])
    expect(await listThread(ctx, borrower.id)).toMatchObject([{ topic: 'already_paid', authorKind: 'borrower', body: '我在五月已经还过' }])
    const events = await db().select().from(auditEvents).where(eq(auditEvents.borrowerId, borrower.id))
    expect(events.map(event => event.type)).toContain('dispute.raised')
    expect(JSON.stringify(events)).not.toContain('五月')
  })

  it('a complaint pauses and escalates; a question does neither', async () => {
    const { borrower, ctx } = await aLateBorrower()
    await writeToLender(ctx, { body: '什么时候扣款？' })
    expect(await db().select().from(holds).where(eq(holds.borrowerId, borrower.id))).toHaveLength(0)
    await complain(ctx, { body: '晚上十一点打电话' })
    expect(await db().select().from(holds).where(eq(holds.borrowerId, borrower.id))).toMatchObject([{ reason: 'complaint' }])
    expect(await db().select().from(escalations).where(eq(escalations.borrowerId, borrower.id))).toMatchObject([{ kind: 'complaint' }])
  })

  it('refuses nothing said, too much said and card numbers, and keeps nothing', async () => {
    const { borrower, ctx } = await aLateBorrower()
    for (const [body, reason] of [
      [' ', 'message_missing'],
      ['x'.repeat(4001), 'text_too_long'],
      ['4111-1111-1111-1111', 'card_number_refused'],
    ] as const) {
      await expect(raiseDispute(ctx, { reason: 'not_mine', body })).rejects.toMatchObject({ details: { fields: { body: reason } } })
    }
    expect(await db().select().from(threadMessages).where(eq(threadMessages.borrowerId, borrower.id))).toHaveLength(0)
    expect(await db().select().from(holds).where(eq(holds.borrowerId, borrower.id))).toHaveLength(0)
  })
})

describe('answering', () => {
  it('goes through the guard, names its author, and is read once', async () => {
    const { lender, borrower, caseId, ctx } = await aLateBorrower()
    const staff = await world.ctx(await world.staff(lender.id, 'negotiator'))
    const requestKey = newId()
    await replyToBorrower(staff, { borrowerId: borrower.id, caseId, applicationId: null, body: '我们查一下', requestKey })
    const [contact] = await db().select().from(contacts).where(eq(contacts.borrowerId, borrower.id))
    expect(contact).toMatchObject({ direction: 'out', kind: 'app_message', purpose: 'reply' })
    expect(contact?.guardDecisionId).toBeTruthy()
    await expect(replyToBorrower(staff, { borrowerId: borrower.id, caseId, applicationId: null, body: '我们查一下', requestKey })).rejects.toMatchObject({ code: 'conflict' })
    expect(await listThread(ctx, borrower.id)).toMatchObject([{ authorKind: 'staff', authorName: '测试员', readAt: null }])
    await markThreadRead(ctx)
    expect(await listThread(ctx, borrower.id)).toMatchObject([{ readAt: NOON }])
  })

  it('is refused to strangers', async () => {
    const { lender, borrower, caseId, ctx } = await aLateBorrower()
    await writeToLender(ctx, { body: '您好' })
    const reply = { borrowerId: borrower.id, caseId, applicationId: null, body: '您好', requestKey: newId() }
    await expect(replyToBorrower(await world.ctx(await world.staff(lender.id, 'admin')), reply)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(replyToBorrower(await world.ctx(await world.staff((await world.lender()).id, 'negotiator')), reply)).rejects.toMatchObject({ code: 'not_found' })
    await expect(replyToBorrower(ctx, reply)).rejects.toMatchObject({ code: 'forbidden' })
    const neighbour = await world.borrower(lender.id)
    expect(await listThread(await world.borrowerCtx(lender.id, neighbour.id), borrower.id)).toEqual([])
  })
})
