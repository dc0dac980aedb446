import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, cases, escalations, holds, threadMessages } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { listDisputes } from '../credit-reports/dispute-queries'
import { findCorrections } from '../credit-reports/find-commands'
import { listCorrections } from '../credit-reports/queries'
import { reportedLine } from '../credit-reports/reported-line'
import { addHours, localDate } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { getEscalation, listEscalations } from '../escalations/queries'
import { endDueHolds } from '../holds/commands'
import { at, creditScenes, LATE, MAY } from '../testing/credit-scene'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { markThreadRead, writeToLender } from './commands'
import { answerDispute, raiseDispute, takeDownDispute } from './dispute-commands'
import { listThread } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { db, aLoan, pay, aReportedMonth, twoPeople } = creditScenes(() => world)

const nextDay = at('2026-06-09')
const later = at('2026-06-10')

/** One whose loan was reported, has been paid off since, and who has no open case. */
async function aPaidOff() {
  const { lender, late } = await aReportedMonth()
  await pay(lender.id, late.number, localDate('2026-06-08'), nextDay, 1_500_000)
  await refreshCase(await world.systemCtx(lender.id, nextDay), late.borrowerId)
  expect(await db().select().from(cases).where(eq(cases.borrowerId, late.borrowerId))).toMatchObject([{ status: 'closed' }])
  const borrower = await world.borrowerCtx(lender.id, late.borrowerId, nextDay)
  const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'), later)
  return { lender, late, borrower, supervisor }
}
const said = { reason: 'already_paid', body: '五月已经还过' } as const
const aboutMay = ({ number }: { number: string }) => ({ ...said, about: { loanNumber: number, line: reportedLine(MAY) } })
const onlyOf = async (borrowerId: string) => {
  const [found, ...more] = await db().select().from(escalations).where(eq(escalations.borrowerId, borrowerId))
  expect(more).toEqual([])
  if (!found) throw new Error('no escalation')
  return found
}

describe('a dispute without an open case', () => {
  it('is taken, paused for 20 days, marked, and answered in writing by a supervisor', async () => {
    const { lender, late, borrower, supervisor } = await aPaidOff()
    await expect(writeToLender(borrower, { body: '什么时候更新？' })).rejects.toMatchObject({ message: 'nothing_to_write_about' })
    const { messageId, holdEndsAt } = await raiseDispute(borrower, aboutMay(late))
    expect(holdEndsAt).toEqual(addHours(nextDay, 20 * 24))
    expect(await db().select().from(holds).where(eq(holds.borrowerId, late.borrowerId))).toMatchObject([{ caseId: null, reason: 'dispute', sourceId: messageId }])
    const { id: escalationId } = await onlyOf(late.borrowerId)
    const [compliance] = await twoPeople(lender.id, nextDay)
    expect((await listDisputes(compliance, {})).rows).toMatchObject([{ loanNumber: late.number, asOf: MAY, reason: 'already_paid', answerBy: '2026-06-29' }])
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    expect((await listCorrections(compliance, { show: 'waiting' })).rows).toMatchObject([{ changes: [{ field: 'isDisputed', before: false, after: true }] }])
    expect((await listEscalations(supervisor, { view: 'open' })).rows).toMatchObject([{ id: escalationId, caseNumber: null }])
    expect(await getEscalation(supervisor, late.borrowerId, escalationId)).toMatchObject({ caseId: null, dueCents: null, message: said.body, needsAnswer: true })
    const named = { borrowerId: late.borrowerId, escalationId }
    await expect(decideEscalation(supervisor, { ...named, decision: 'resolve', note: '已核实' })).rejects.toMatchObject({ message: 'dispute_needs_answer' })
    const answer = { ...named, body: '已核实，记录将更正。' }
    const [other] = [await world.ctx(await world.staff(lender.id, 'supervisor'), later)]
    const tries = await Promise.allSettled([supervisor, other].map(ctx => answerDispute(ctx, { ...answer, requestKey: newId() })))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(tries.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { message: 'escalation_already_decided' } })
    expect(await listThread(borrower, late.borrowerId)).toMatchObject([{ authorKind: 'borrower' }, { authorKind: 'staff', body: answer.body }])
    expect(await onlyOf(late.borrowerId)).toMatchObject({ status: 'resolved' })
    expect(await db().select().from(holds).where(eq(holds.borrowerId, late.borrowerId))).toMatchObject([{ endedReason: 'dispute_answered' }])
    expect((await listDisputes(compliance, {})).rows).toEqual([])
    await findCorrections(await world.systemCtx(lender.id, later))
    expect((await listCorrections(compliance, { show: 'waiting' })).rows).toEqual([])
    const types = (await db().select().from(auditEvents).where(eq(auditEvents.borrowerId, late.borrowerId))).map(({ type }) => type)
    expect(types).toEqual(expect.arrayContaining(['dispute.raised', 'dispute.answered', 'thread.answered', 'escalation.resolved']))
  })

  it('keeps a case out of the work queue that opens meanwhile, until its time is over', async () => {
    const { lender, late, borrower } = await aPaidOff()
    await raiseDispute(borrower, aboutMay(late))
    await aLoan(lender.id, LATE, { borrowerId: late.borrowerId, now: later })
    const opened = async () => (await db().select().from(cases).where(eq(cases.borrowerId, late.borrowerId))).find(({ status }) => status === 'open')
    expect(await opened()).toMatchObject({ queue: 'held' })
    await endDueHolds(await world.systemCtx(lender.id, addHours(nextDay, 20 * 24 + 1)))
    expect(await opened()).toMatchObject({ queue: 'work' })
  })

  it('said by telephone is taken down by compliance, and the words are the borrower’s', async () => {
    const { lender, late } = await aPaidOff()
    const [compliance] = await twoPeople(lender.id, nextDay)
    await takeDownDispute(compliance, { loanNumber: late.number, reason: 'not_mine', body: '这笔借款不是我的' })
    expect(await db().select().from(threadMessages).where(eq(threadMessages.borrowerId, late.borrowerId))).toMatchObject([{ authorKind: 'borrower', authorId: null, caseId: null }])
    expect((await listDisputes(compliance, {})).rows).toMatchObject([{ loanNumber: late.number, asOf: null, reason: 'not_mine' }])
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    expect((await listCorrections(compliance, { show: 'waiting' })).rows).toMatchObject([{ loanNumber: late.number }])
  })

  it('is refused about another’s loan, to strangers and to wrong roles', async () => {
    const { lender, late, borrower, supervisor } = await aPaidOff()
    const neighbour = await aLoan(lender.id, LATE)
    await expect(raiseDispute(borrower, aboutMay(neighbour))).rejects.toMatchObject({ code: 'not_found' })
    await raiseDispute(borrower, aboutMay(late))
    const { id: escalationId } = await onlyOf(late.borrowerId)
    const answer = { borrowerId: late.borrowerId, escalationId, body: '已核实', requestKey: newId() }
    const elsewhere = (await world.lender()).id
    await expect(answerDispute(await world.ctx(await world.staff(elsewhere, 'supervisor'), later), answer)).rejects.toMatchObject({ code: 'not_found' })
    const [compliance] = await twoPeople(lender.id, later)
    await expect(answerDispute(compliance, answer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(answerDispute(borrower, answer)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(takeDownDispute(supervisor, { ...said, loanNumber: late.number })).rejects.toMatchObject({ code: 'forbidden' })
    const [stranger] = await twoPeople(elsewhere, nextDay)
    await expect(takeDownDispute(stranger, { ...said, loanNumber: late.number })).rejects.toMatchObject({ details: { fields: { loanNumber: 'loan_unknown' } } })
    await expect(answerDispute(supervisor, { ...answer, body: '4111-1111-1111-1111' })).rejects.toMatchObject({ details: { fields: { body: 'card_number_refused' } } })
    await expect(listDisputes(supervisor, {})).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('marks several answers as read in one go', async () => {
    const { late, borrower, supervisor } = await aPaidOff()
    for (const body of ['已收到', '正在核实']) {
      await raiseDispute(borrower, aboutMay(late))
      const open = (await db().select().from(escalations).where(eq(escalations.borrowerId, late.borrowerId))).find(({ status }) => status === 'open')
      await answerDispute(supervisor, { borrowerId: late.borrowerId, escalationId: open?.id ?? '', body, requestKey: newId() })
    }
    await markThreadRead(await world.borrowerCtx(borrower.actor.lenderId, late.borrowerId, later))
    expect((await listThread(borrower, late.borrowerId)).filter(({ authorKind }) => authorKind === 'staff').map(({ readAt }) => readAt)).toEqual([later, later])
  })
})
