import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addHours, localDate } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { reversePayment } from '../payments/reversal-commands'
import { raiseDispute } from '../threads/dispute-commands'
import { at, cellsOf, creditScenes, LATE, MAY, REPORT_DAY } from '../testing/credit-scene'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { buildDueReports } from './build-commands'
import { decideCorrection, proposeCorrection } from './correction-commands'
import { exportReport } from './export-commands'
import { findCorrections } from './find-commands'
import { listCorrections, listHeld, listOwnReports, listRuns } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { db, aLoan, pay, tell, aReportedMonth, twoPeople, linesOf, correctionsOf } = creditScenes(() => world)

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
    expect((await cellsOf(await exportReport(checker, run?.id ?? '')))[0]?.slice(0, 5)).toEqual(['replace', expect.any(String), old?.id, MAY, late.number])
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
    const first = await pay(lender.id, late.number, localDate('2026-05-28'), nextDay, 50_000)
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [found] = await correctionsOf(late.borrowerId)
    const named = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...named, reason: 'late_payment', note: '' })
    const second = await pay(lender.id, late.number, localDate('2026-05-29'), nextDay, 30_000)
    await expect(decideCorrection(checker, { ...named, decision: 'approve', note: '' })).rejects.toMatchObject({ message: 'correction_changed' })
    await expect(decideCorrection(checker, { ...named, decision: 'return', note: ' ' })).rejects.toMatchObject({ details: { fields: { note: 'reason_needed' } } })
    expect(await findCorrections(await world.systemCtx(lender.id, nextDay))).toMatchObject({ found: 1 })
    expect(await correctionsOf(late.borrowerId)).toMatchObject([{ status: 'found', askedBy: null }])
    expect(await linesOf(late.borrowerId)).toHaveLength(1)
    const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'), nextDay)
    for (const { paymentId } of [first, second]) await reversePayment(supervisor, { borrowerId: late.borrowerId, paymentId, reason: '退回' })
    expect(await findCorrections(await world.systemCtx(lender.id, nextDay))).toMatchObject({ found: 0, lapsed: 1 })
    expect(await correctionsOf(late.borrowerId)).toMatchObject([{ status: 'lapsed' }])
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
    expect((await cellsOf(await exportReport(checker, run?.id ?? '')))[0]?.slice(0, 3)).toEqual(['add', expect.any(String), ''])
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
