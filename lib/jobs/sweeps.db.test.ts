import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '@/db/client'
import { auditEvents, cases, holds, jobRuns, messages } from '@/db/schema'
import { newId } from '../clock'
import { addDays, addHours, localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { queueLadderNotices } from '../outbox/notice-commands'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { enqueue } from './enqueue'
import { readHealth } from './health'
import { runDueJobs, runSweep, sweepsDue } from './run-sweep'
import { sweeps } from './sweeps'
import { transaction } from '../transaction'
import { refreshAgedCases } from '../cases/ageing-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(async () => void (await world?.close()))

const TODAY = localDate('2026-06-15')
const laterBy = (days: number) => addHours(NOON, 24 * days)

/** A loan of twelve months whose first instalment fell due on `firstDueOn`; nothing paid. */
async function aLoan(lenderId: string, firstDueOn = localDate('2026-06-20'), now = NOON) {
  const borrower = await world.borrower(lenderId)
  const ctx = await world.systemCtx(lenderId, now)
  await openLoan(ctx, {
    borrowerId: borrower.id,
    number: `L-${newId()}`,
    product: 'consumer',
    currency: 'CNY',
    principalCents: cents(1_200_000),
    annualRatePpm: 120_000,
    termCount: 12,
    method: 'equal_instalment',
    disbursedOn: addDays(firstDueOn, -30),
    firstDueOn,
  })
  return borrower
}
const openCases = (lenderId: string) =>
  world.owner.db
    .select()
    .from(cases)
    .where(and(eq(cases.lenderId, lenderId), eq(cases.status, 'open')))
const traces = async (lenderId: string) =>
  (await world.owner.db.select().from(auditEvents).where(eq(auditEvents.lenderId, lenderId))).length

describe('ageing', () => {
  it('opens a case the day after the due date, moves its stage, and touches nobody else', async () => {
    const lender = await world.lender()
    await aLoan(lender.id)
    await aLoan(lender.id, localDate('2026-12-20'))
    expect(await refreshAgedCases(await world.systemCtx(lender.id, laterBy(5)))).toMatchObject({ seen: 0 })
    expect(await refreshAgedCases(await world.systemCtx(lender.id, laterBy(6)))).toEqual({
      seen: 1,
      opened: 1,
      updated: 0,
      closed: 0,
    })
    expect((await openCases(lender.id)).map(found => found.stage)).toEqual(['early'])
    expect(await refreshAgedCases(await world.systemCtx(lender.id, laterBy(5 + 61)))).toMatchObject({ opened: 0, updated: 1 })
    expect((await openCases(lender.id)).map(found => found.stage)).toEqual(['middle'])
  })

  it('changes nothing the second time, nor on a quiet day', async () => {
    const lender = await world.lender()
    await aLoan(lender.id)
    const ctx = await world.systemCtx(lender.id, laterBy(6))
    await refreshAgedCases(ctx)
    const before = await traces(lender.id)
    expect(await refreshAgedCases(ctx)).toMatchObject({ seen: 0 })
    expect(await refreshAgedCases(await world.systemCtx(lender.id, laterBy(7)))).toMatchObject({ seen: 0 })
    expect(await traces(lender.id)).toBe(before)
  })
})

describe('notices of the ladder', () => {
  const sent = (lenderId: string) =>
    world.owner.db.select().from(messages).where(eq(messages.lenderId, lenderId)).orderBy(messages.createdAt)

  it('reminds before, writes once on the first days, and not again', async () => {
    const lender = await world.lender()
    await aLoan(lender.id)
    const counts: number[] = []
    for (const day of [0, 2, 2, 3, 4, 6, 6, 7]) {
      const ctx = await world.systemCtx(lender.id, laterBy(day))
      await refreshAgedCases(ctx)
      counts.push((await queueLadderNotices(ctx)).queued)
    }
    expect(counts).toEqual([0, 1, 0, 0, 1, 1, 0, 0])
    const codes = (await sent(lender.id)).map(message => [message.templateCode, message.purpose])
    expect(codes).toEqual([
      ['pre_due_reminder', 'service'],
      ['pre_due_reminder', 'service'],
      ['overdue_notice', 'collection'],
    ])
  })

  it('leaves alone who is on hold', async () => {
    const lender = await world.lender()
    const borrower = await aLoan(lender.id)
    const ctx = await world.systemCtx(lender.id, laterBy(6))
    await refreshAgedCases(ctx)
    const [found] = await openCases(lender.id)
    await world.owner.db
      .insert(holds)
      .values({
        borrowerId: borrower.id,
        id: newId(),
        lenderId: lender.id,
        caseId: found?.id ?? '',
        reason: 'illness',
        startsAt: NOON,
        endsAt: laterBy(30),
      })
    expect(await queueLadderNotices(ctx)).toEqual({ queued: 0 })
  })
})

describe('sweeps', () => {
  it('are named once and come in the order of the day', () => {
    expect(new Set(sweeps.map(sweep => sweep.name)).size).toBe(sweeps.length)
    expect(sweepsDue(0).every(sweep => sweep.at === 'hourly')).toBe(true)
    expect(sweepsDue(24 * 60)).toHaveLength(sweeps.length)
  })

  it('run once for a date, also when two workers start together', async () => {
    const lender = await world.lender()
    const ctx = await world.systemCtx(lender.id)
    const outcomes = (await Promise.all(Array.from({ length: 5 }, () => runSweep('ageing', ctx)))).map(run => run.outcome)
    expect(outcomes.filter(outcome => outcome === 'done')).toHaveLength(1)
    expect((await runSweep('ageing', ctx)).outcome).toBe('done_before')
    expect((await runSweep('ageing', await world.systemCtx(lender.id, laterBy(1)))).outcome).toBe('done')
  })

  it('are taken over at once from a worker that was killed', async () => {
    const lender = await world.lender()
    const ctx = await world.systemCtx(lender.id)
    const row = { lenderId: lender.id, id: newId(), job: 'ageing', businessDate: TODAY, changed: {}, finishedAt: null }
    await world.owner.db.insert(jobRuns).values({ ...row, startedAt: NOON })
    const other = connect(database.workerUrl, { max: 1 })
    const killed = other.db.transaction(async tx => {
      const [held] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid, pg_advisory_xact_lock(hashtextextended(${`sweep:${lender.id}:ageing:${TODAY}`}, 0))`)
      expect((await runSweep('ageing', ctx)).outcome).toBe('running')
      await world.owner.db.execute(sql`select pg_terminate_backend(${held?.pid})`)
      await tx.execute(sql`select 1`)
    })
    await expect(killed).rejects.toThrow()
    expect((await runSweep('ageing', ctx)).outcome).toBe('done')
    await other.close()
  })

  it('that fail are run again', async () => {
    const lender = await world.lender()
    await aLoan(lender.id)
    const ctx = await world.systemCtx(lender.id, laterBy(40))
    const noWay = { ...ctx, lender: { ...ctx.lender, policy: { ...ctx.lender.policy, strategyCode: 'nobody-knows' } } }
    await expect(runSweep('ageing', noWay)).rejects.toThrow()
    expect((await runSweep('ageing', ctx)).outcome).toBe('done')
  })

  it('are all caught up at the first look after an outage, for every lender, and once', async () => {
    const lender = await world.lender()
    await aLoan(lender.id)
    const now = laterBy(40)
    const worker = connect(database.workerUrl, { max: 2 })
    const report = await runDueJobs(worker.db, now)
    expect(report.failed).toEqual([])
    const mine = report.done.filter(run => run.lenderId === lender.id)
    expect(mine.map(run => run.sweep)).toEqual(sweeps.map(sweep => sweep.name))
    expect(await openCases(lender.id)).toHaveLength(1)
    expect((await runDueJobs(worker.db, now)).done).toEqual([])
    await worker.close()
  })
})

describe('jobs and health', () => {
  it('keeps no job of a transaction that was rolled back', async () => {
    const lender = await world.lender()
    const ctx = await world.systemCtx(lender.id)
    const messageId = newId()
    const broken = transaction(ctx, async ctx => {
      await enqueue(ctx, 'message.send', { borrowerId: newId(), messageId })
      throw new Error('no')
    })
    await expect(broken).rejects.toThrow('no')
    expect(await world.owner.db.execute(sql`select 1 from pgboss.job where data ->> 'messageId' = ${messageId}`)).toHaveLength(0)
    await expect(enqueue(ctx, 'message.send', { borrowerId: newId(), messageId })).rejects.toThrow('outside a transaction')
  })

  it('is ready with database and folder, not without', async () => {
    expect(await readHealth(async () => world.app.db, '/tmp')).toMatchObject({ status: 'ready' })
    expect(await readHealth(async () => world.app.db, '/does/not/exist')).toMatchObject({
      status: 'not_ready',
      checks: { database: true, storage: false },
    })
    const away = () => Promise.reject(new Error('postgres://secret'))
    const answer = await readHealth(away, '/tmp')
    expect(answer).toMatchObject({ status: 'not_ready', checks: { database: false } })
    expect(JSON.stringify(answer)).not.toContain('secret')
  })
})
