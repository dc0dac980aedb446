import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, creditReportLines, creditReportRuns } from '@/db/schema'
import { localDate } from '../dates'
import { at, cellsOf, creditScenes, LATE, MAY, NOT_YET, REPORT_DAY } from '../testing/credit-scene'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { buildDueReports } from './build-commands'
import { exportReport } from './export-commands'
import { tellBeforeReport } from './notice-commands'
import { listCorrections, listHeld, listRuns } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { db, aLoan, pay, tell, aReportedMonth, twoPeople, linesOf, noticesOf } = creditScenes(() => world)

describe('telling', () => {
  it('tells of each arrear once, as a notice that the law requires, and nobody who is up to date', async () => {
    const lender = await world.lender()
    const late = await aLoan(lender.id, LATE)
    const paid = await aLoan(lender.id, NOT_YET)
    const ctx = await world.systemCtx(lender.id, at('2026-05-15'))
    expect(await tellBeforeReport(ctx)).toEqual({ queued: 1 })
    expect(await tellBeforeReport(await world.systemCtx(lender.id, at('2026-06-20')))).toEqual({ queued: 1 })
    const [notice, ...more] = await noticesOf(late.borrowerId)
    expect([notice?.purpose, more]).toEqual(['required_notice', []])
    expect(notice?.body).toContain(late.number)
    expect(await noticesOf(paid.borrowerId)).toHaveLength(1)
  })

  it('is silent where no rules of credit reporting are known', async () => {
    const lender = await world.lender({ packs: ['us-reg-f'], timeZone: 'America/New_York' })
    await aLoan(lender.id, LATE)
    const ctx = await world.systemCtx(lender.id, REPORT_DAY)
    expect([await tellBeforeReport(ctx), await buildDueReports(ctx)]).toEqual([{ queued: 0 }, { built: 0, lines: 0, held: 0 }])
  })
})

describe('the report of a month', () => {
  it('waits for its day, holds what nobody was told of, and is made once', async () => {
    const lender = await world.lender()
    const told = await aLoan(lender.id, LATE)
    await tell(lender.id, at('2026-05-15'))
    const good = await aLoan(lender.id, NOT_YET)
    const untold = await aLoan(lender.id, LATE)
    await aLoan((await world.lender()).id, LATE)
    expect(await buildDueReports(await world.systemCtx(lender.id, at('2026-06-07')))).toMatchObject({ built: 0 })
    const ctx = await world.systemCtx(lender.id, REPORT_DAY)
    expect(await buildDueReports(ctx)).toEqual({ built: 1, lines: 2, held: 1 })
    expect(await buildDueReports(ctx)).toEqual({ built: 0, lines: 0, held: 0 })
    expect(await linesOf(told.borrowerId)).toMatchObject([{ asOf: MAY, state: 'reported', statusCode: '1', dpd: 21, riskClass: 'special_mention', accountState: 'active', openedOn: '2026-03-10' }])
    expect(await linesOf(good.borrowerId)).toMatchObject([{ state: 'reported', statusCode: '*', dpd: 0, overdueCents: 0, riskClass: 'normal', balanceCents: 1_200_000 }])
    expect(await linesOf(untold.borrowerId)).toMatchObject([{ state: 'held', heldReason: 'not_told' }])
    expect(await noticesOf(untold.borrowerId)).toHaveLength(1)
  })

  it('is the same when two build it at once', async () => {
    const lender = await world.lender()
    for (let i = 0; i < 3; i++) await aLoan(lender.id, NOT_YET)
    const contexts = await Promise.all([1, 2].map(() => world.systemCtx(lender.id, REPORT_DAY)))
    await Promise.all(contexts.map(ctx => buildDueReports(ctx)))
    expect(await db().select().from(creditReportRuns).where(eq(creditReportRuns.lenderId, lender.id))).toMatchObject([{ asOf: MAY, lines: 3, held: 0 }])
    expect(await db().select().from(creditReportLines).where(eq(creditReportLines.lenderId, lender.id))).toHaveLength(3)
  })

  it('catches up after an outage, month by month', async () => {
    const { lender } = await aReportedMonth()
    await buildDueReports(await world.systemCtx(lender.id, at('2026-09-10')))
    const runs = await db().select().from(creditReportRuns).where(eq(creditReportRuns.lenderId, lender.id)).orderBy(creditReportRuns.asOf)
    expect(runs.map(run => run.asOf)).toEqual(['2026-05-31', '2026-06-30', '2026-07-31', '2026-08-31'])
  })

  it('tells of a loan that was paid off in the month it was, and no more', async () => {
    const lender = await world.lender()
    const { borrowerId, number } = await aLoan(lender.id, NOT_YET)
    await pay(lender.id, number, localDate('2026-05-20'), at('2026-05-20'))
    await buildDueReports(await world.systemCtx(lender.id, REPORT_DAY))
    await buildDueReports(await world.systemCtx(lender.id, at('2026-07-10')))
    expect(await linesOf(borrowerId)).toMatchObject([{ asOf: MAY, accountState: 'settled', statusCode: 'C', closedOn: '2026-05-20', balanceCents: 0 }])
  })
})

describe('the file', () => {
  it('holds each reported line once with control totals, and says who took it', async () => {
    const { lender, late } = await aReportedMonth()
    await aLoan(lender.id, LATE)
    const [compliance] = await twoPeople(lender.id, REPORT_DAY)
    const { rows } = await listRuns(compliance, {})
    const lines = await cellsOf(await exportReport(compliance, rows[0]?.id ?? ''))
    expect(lines).toHaveLength(2)
    expect(lines[0]?.slice(0, 5)).toEqual(['report', expect.any(String), '', MAY, late.number])
    expect(lines[1]?.slice(0, 2)).toEqual(['sum', '1'])
    expect([lines[1]?.[13], lines[1]?.[14]]).toEqual([lines[0]?.[13], lines[0]?.[14]])
    const traces = await db().select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'credit_report.exported')))
    expect(traces).toMatchObject([{ actorId: compliance.actor.id }])
  })

  it('is for compliance and admin of the lender', async () => {
    const { lender } = await aReportedMonth()
    const [compliance] = await twoPeople(lender.id, REPORT_DAY)
    const { rows } = await listRuns(compliance, {})
    const [stranger] = await twoPeople((await world.lender()).id, REPORT_DAY)
    await expect(exportReport(stranger, rows[0]?.id ?? '')).rejects.toMatchObject({ code: 'not_found' })
    expect([await listRuns(stranger, {}), await listHeld(stranger, {})]).toEqual([{ rows: [], next: null }, { rows: [], next: null }])
    for (const role of ['collector', 'supervisor', 'reviewer'] as const) {
      const other = await world.ctx(await world.staff(lender.id, role))
      await expect(exportReport(other, rows[0]?.id ?? '')).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listCorrections(other, { show: 'waiting' })).rejects.toMatchObject({ code: 'forbidden' })
    }
  })
})

