import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, creditReportCorrections, creditReportLines, creditReportRuns, messages } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { addHours, localDate, type LocalDate } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { sendMessage } from '../outbox/send-commands'
import { recordPayment } from '../payments/commands'
import { reversePayment } from '../payments/reversal-commands'
import { raiseDispute } from '../threads/commands'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { buildDueReports } from './build-commands'
import { decideCorrection, proposeCorrection } from './correction-commands'
import { exportReport } from './export-commands'
import { findCorrections } from './find-commands'
import { tellBeforeReport } from './notice-commands'
import { listCorrections, listHeld, listOwnReports, listRuns } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const at = (day: string) => new Date(`${day}T04:00:00.000Z`)
const MAY = localDate('2026-05-31')
const REPORT_DAY = at('2026-06-08')
const db = () => world.owner.db

async function aLoan(lenderId: string, firstDueOn: LocalDate, options: { now?: Date; borrowerId?: string } = {}) {
  const borrowerId = options.borrowerId ?? (await world.borrower(lenderId)).id
  const number = `L-${newId().slice(-10)}`
  const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const }
  const ctx = await world.systemCtx(lenderId, options.now ?? at('2026-05-15'))
  const { loanId } = await openLoan(ctx, { ...terms, borrowerId, number, product: 'consumer', disbursedOn: localDate('2026-03-10'), firstDueOn })
  await refreshCase(ctx, borrowerId)
  return { borrowerId, loanId, number }
}
const LATE = localDate('2026-05-10')
const NOT_YET = localDate('2026-06-10')

async function pay(lenderId: string, number: string, effectiveOn: LocalDate, now: Date, amountCents = 9_000_000) {
  const ctx = await world.ctx(await world.staff(lenderId, 'supervisor'), now)
  return recordPayment(ctx, { target: { kind: 'loan', number }, amountCents: cents(amountCents), currency: 'CNY', effectiveOn, channel: 'bank_transfer', source: 'bank', externalId: newId(), idempotencyKey: newId() })
}
/** Tells and hands over, as the night and the worker do. */
async function tell(lenderId: string, now: Date) {
  const ctx = await world.systemCtx(lenderId, now)
  await tellBeforeReport(ctx)
  const queued = await db().select().from(messages).where(and(eq(messages.lenderId, lenderId), eq(messages.status, 'queued')))
  for (const message of queued) await sendMessage(ctx, message.borrowerId, message.id)
}
const linesOf = (borrowerId: string) => db().select().from(creditReportLines).where(eq(creditReportLines.borrowerId, borrowerId)).orderBy(creditReportLines.asOf, creditReportLines.id)
const correctionsOf = (borrowerId: string) => db().select().from(creditReportCorrections).where(eq(creditReportCorrections.borrowerId, borrowerId))
const noticesOf = (borrowerId: string) => db().select().from(messages).where(and(eq(messages.borrowerId, borrowerId), eq(messages.templateCode, 'credit_notice')))
async function readAll({ lines }: { lines: AsyncGenerator<string> }) {
  let text = ''
  for await (const part of lines) text += part
  return text.trim().split('\r\n').slice(1).map(line => line.split(','))
}
async function aReportedMonth() {
  const lender = await world.lender()
  const late = await aLoan(lender.id, LATE)
  await tell(lender.id, at('2026-05-15'))
  await buildDueReports(await world.systemCtx(lender.id, REPORT_DAY))
  return { lender, late }
}
const twoPeople = async (lenderId: string, now: Date) => [await world.ctx(await world.staff(lenderId, 'compliance'), now), await world.ctx(await world.staff(lenderId, 'compliance'), now)] as const

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
    const lines = await readAll(await exportReport(compliance, rows[0]?.id ?? ''))
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

describe('a correction', () => {
  const nextDay = at('2026-06-09')

  it('of a back-dated payment is found once, proposed, approved by another, and names the line it replaces', async () => {
    const { lender, late } = await aReportedMonth()
    const [old] = await linesOf(late.borrowerId)
    await pay(lender.id, late.number, localDate('2026-05-28'), nextDay, 115_000)
    const ctx = await world.systemCtx(lender.id, nextDay)
    expect(await findCorrections(ctx)).toMatchObject({ found: 1, lapsed: 0 })
    expect(await findCorrections(ctx)).toMatchObject({ found: 0, lapsed: 0 })
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [found] = (await listCorrections(maker, { show: 'waiting' })).rows
    expect(found).toMatchObject({ kind: 'replace', status: 'found', needsNotice: false })
    expect(found?.changes).toContainEqual({ field: 'statusCode', before: '1', after: 'N' })
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...named, reason: 'late_payment', note: '' })
    await expect(decideCorrection(maker, { ...named, decision: 'approve', note: '' })).rejects.toMatchObject({ message: 'own_approval_forbidden' })
    await decideCorrection(checker, { ...named, decision: 'approve', note: '' })
    await expect(decideCorrection(checker, { ...named, decision: 'approve', note: '' })).rejects.toMatchObject({ message: 'correction_already_decided' })
    const lines = await linesOf(late.borrowerId)
    expect(lines).toHaveLength(2)
    expect(lines).toContainEqual(old)
    expect(lines.find(line => line.id !== old?.id)).toMatchObject({ replacesLineId: old?.id, asOf: MAY, statusCode: 'N', dpd: 0 })
    const [run] = (await listRuns(checker, {})).rows
    expect(run).toMatchObject({ kind: 'correction', lines: 1 })
    expect((await readAll(await exportReport(checker, run?.id ?? '')))[0]?.slice(0, 5)).toEqual(['replace', expect.any(String), old?.id, MAY, late.number])
    expect(await findCorrections(ctx)).toMatchObject({ found: 0, lapsed: 0 })
    const own = await listOwnReports(await world.borrowerCtx(lender.id, late.borrowerId, nextDay))
    expect(own).toMatchObject([{ asOf: MAY, statusCode: 'N', isCorrected: true }])
    const neighbour = await world.borrower(lender.id)
    expect(await listOwnReports(await world.borrowerCtx(lender.id, neighbour.id, nextDay))).toEqual([])
  })

  it('is approved once when two press at the same time', async () => {
    const { lender, late } = await aReportedMonth()
    await pay(lender.id, late.number, localDate('2026-05-28'), nextDay, 115_000)
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [other] = await twoPeople(lender.id, nextDay)
    const [found] = await correctionsOf(late.borrowerId)
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...named, reason: 'late_payment', note: '' })
    const tries = await Promise.allSettled([checker, other].map(ctx => decideCorrection(ctx, { ...named, decision: 'approve', note: '' })))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await linesOf(late.borrowerId)).toHaveLength(2)
  })

  it('is not approved once more has changed, and lapses when the line fits again', async () => {
    const { lender, late } = await aReportedMonth()
    await pay(lender.id, late.number, localDate('2026-05-28'), nextDay, 50_000)
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [found] = await correctionsOf(late.borrowerId)
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...named, reason: 'late_payment', note: '' })
    await pay(lender.id, late.number, localDate('2026-05-29'), nextDay, 30_000)
    await expect(decideCorrection(checker, { ...named, decision: 'approve', note: '' })).rejects.toMatchObject({ message: 'correction_changed' })
    await expect(decideCorrection(checker, { ...named, decision: 'return', note: ' ' })).rejects.toMatchObject({ details: { fields: { note: 'reason_needed' } } })
    expect(await findCorrections(await world.systemCtx(lender.id, nextDay))).toMatchObject({ found: 1 })
    expect(await correctionsOf(late.borrowerId)).toMatchObject([{ status: 'found', askedBy: null }])
    expect(await linesOf(late.borrowerId)).toHaveLength(1)
  })

  it('adds a held line once its borrower has been told for long enough', async () => {
    const lender = await world.lender()
    const late = await aLoan(lender.id, LATE)
    await buildDueReports(await world.systemCtx(lender.id, REPORT_DAY))
    const [line] = await linesOf(late.borrowerId)
    expect(line).toMatchObject({ state: 'held' })
    await tell(lender.id, REPORT_DAY)
    const early = await world.systemCtx(lender.id, addHours(REPORT_DAY, 6 * 24))
    expect(await findCorrections(early)).toMatchObject({ seen: 1, found: 0 })
    const due = addHours(REPORT_DAY, 8 * 24)
    expect(await findCorrections(await world.systemCtx(lender.id, due))).toMatchObject({ found: 1 })
    const [maker, checker] = await twoPeople(lender.id, due)
    expect((await listHeld(maker, {})).rows).toMatchObject([{ id: line?.id, heldReason: 'not_told' }])
    const [found] = await correctionsOf(late.borrowerId)
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...named, reason: 'told_since', note: '' })
    await decideCorrection(checker, { ...named, decision: 'approve', note: '' })
    expect((await listHeld(maker, {})).rows).toEqual([])
    const [run] = (await listRuns(checker, {})).rows
    expect((await readAll(await exportReport(checker, run?.id ?? '')))[0]?.slice(0, 3)).toEqual(['add', expect.any(String), ''])
  })

  it('marks the newest line while a dispute is open, and takes the mark away when it is answered', async () => {
    const { lender, late } = await aReportedMonth()
    const other = await aLoan(lender.id, LATE, { borrowerId: late.borrowerId })
    const borrower = await world.borrowerCtx(lender.id, late.borrowerId, nextDay)
    const { messageId } = await raiseDispute(borrower, { reason: 'already_paid', body: '五月已经还过', about: { loanNumber: late.number, line: 'x' } })
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [found, ...more] = (await listCorrections(maker, { show: 'waiting' })).rows
    expect([found?.loanNumber, found?.changes, more]).toEqual([late.number, [{ field: 'isDisputed', before: false, after: true }], []])
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...named, reason: 'dispute', note: '' })
    await decideCorrection(checker, { ...named, decision: 'approve', note: '' })
    const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'), nextDay)
    const escalation = await db().query.escalations.findFirst({ where: (e, { eq }) => eq(e.subjectId, messageId) })
    await decideEscalation(supervisor, { borrowerId: late.borrowerId, escalationId: escalation?.id ?? '', decision: 'resolve', note: '无误' })
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    expect((await listCorrections(maker, { show: 'waiting' })).rows).toMatchObject([{ changes: [{ field: 'isDisputed', before: true, after: false }] }])
    expect(other.number).not.toBe(late.number)
  })

  it('to the worse waits until the borrower has been told', async () => {
    const lender = await world.lender()
    const { borrowerId, number } = await aLoan(lender.id, LATE, { now: at('2026-05-09') })
    const { paymentId } = await pay(lender.id, number, localDate('2026-05-09'), at('2026-05-09'), 115_000)
    await buildDueReports(await world.systemCtx(lender.id, REPORT_DAY))
    expect(await linesOf(borrowerId)).toMatchObject([{ statusCode: 'N', state: 'reported' }])
    await reversePayment(await world.ctx(await world.staff(lender.id, 'supervisor'), nextDay), { borrowerId, paymentId, reason: '退回' })
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [maker] = await twoPeople(lender.id, nextDay)
    const [found] = await correctionsOf(borrowerId)
    expect(found).toMatchObject({ status: 'found', needsNotice: true })
    const named = { borrowerId, correctionId: found?.id ?? '' }
    await expect(proposeCorrection(maker, { ...named, reason: 'reversal', note: '' })).rejects.toMatchObject({ message: 'credit_report_not_told' })
    await tell(lender.id, nextDay)
    await findCorrections(await world.systemCtx(lender.id, addHours(nextDay, 8 * 24)))
    expect(await correctionsOf(borrowerId)).toMatchObject([{ status: 'found', needsNotice: false }])
  })

  it('is for compliance and admin of the lender', async () => {
    const { lender, late } = await aReportedMonth()
    await pay(lender.id, late.number, localDate('2026-05-28'), nextDay, 115_000)
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [found] = await correctionsOf(late.borrowerId)
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '', reason: 'error' as const, note: '' }
    const [stranger] = await twoPeople((await world.lender()).id, nextDay)
    await expect(proposeCorrection(stranger, named)).rejects.toMatchObject({ code: 'not_found' })
    const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'), nextDay)
    await expect(proposeCorrection(supervisor, named)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decideCorrection(supervisor, { ...named, decision: 'approve' })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
