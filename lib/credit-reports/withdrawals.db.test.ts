import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creditReportLines, creditReportWithdrawals, messages } from '@/db/schema'
import { localDate } from '../dates'
import { at, cellsOf, creditScenes, LATE, MAY, REPORT_DAY } from '../testing/credit-scene'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { buildDueReports } from './build-commands'
import { decideCorrection, proposeCorrection } from './correction-commands'
import { exportReport } from './export-commands'
import { findCorrections } from './find-commands'
import { tellBeforeReport } from './notice-commands'
import { listCorrections, listHeld, listOwnReports, listRuns } from './queries'
import { decideWithdrawal, proposeWithdrawal } from './withdrawal-commands'
import { listOwnWithdrawals, listWithdrawals } from './withdrawal-queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { db, aLoan, pay, tell, aReportedMonth, twoPeople, linesOf, correctionsOf } = creditScenes(() => world)

const nextDay = at('2026-06-09')
const theft = { reason: 'identity_theft', note: '冒名办理，已报案' } as const
const approve = { decision: 'approve', note: '' } as const

async function taken(lenderId: string, loanNumber: string, now = nextDay) {
  const [maker, checker] = await twoPeople(lenderId, now)
  const named = await proposeWithdrawal(maker, { loanNumber, ...theft })
  return { maker, checker, named, ...(await decideWithdrawal(checker, { ...named, ...approve })) }
}

describe('a loan that was never theirs', () => {
  it('is taken back month by month by a second person, and the day’s file carries it', async () => {
    const { lender, late } = await aReportedMonth()
    await buildDueReports(await world.systemCtx(lender.id, at('2026-07-08')))
    const before = await linesOf(late.borrowerId)
    expect(before.map(({ asOf }) => asOf)).toEqual([MAY, '2026-06-30'])
    const now = at('2026-07-09')
    const [maker, checker] = await twoPeople(lender.id, now)
    const named = await proposeWithdrawal(maker, { loanNumber: late.number, ...theft })
    expect((await listWithdrawals(checker, { show: 'waiting' })).rows).toMatchObject([{ loanNumber: late.number, months: 2, ...theft, isOwn: false }])
    await expect(decideWithdrawal(maker, { ...named, ...approve })).rejects.toMatchObject({ message: 'own_approval_forbidden' })
    expect(await decideWithdrawal(checker, { ...named, ...approve })).toEqual({ withdrawn: 2 })
    await expect(decideWithdrawal(checker, { ...named, ...approve })).rejects.toMatchObject({ message: 'withdrawal_already_decided' })
    const lines = await linesOf(late.borrowerId)
    expect(lines.filter(({ state }) => state === 'reported')).toEqual(before)
    expect(lines.filter(({ state }) => state === 'withdrawn').map(({ replacesLineId }) => replacesLineId)).toEqual(before.map(({ id }) => id))
    const [run] = (await listRuns(checker, {})).rows
    expect(run).toMatchObject({ kind: 'correction', asOf: '2026-07-09', lines: 2 })
    const cells = await cellsOf(await exportReport(checker, run?.id ?? ''))
    expect(cells).toHaveLength(3)
    const may = cells.find(([, , , asOf]) => asOf === MAY)
    expect(may?.slice(0, 5)).toEqual(['delete', expect.any(String), before[0]?.id, MAY, late.number])
    expect(may?.slice(7).join('')).toBe('')
    expect(cells[2]).toEqual(['sum', '2', ...Array<string>(11).fill(''), '0.00', '0.00', '', '0'])
    expect((await listWithdrawals(maker, { show: 'decided' })).rows).toMatchObject([{ status: 'approved', months: 2 }])
  })

  it('is told to the borrower with its day, and to nobody else', async () => {
    const { lender, late } = await aReportedMonth()
    await taken(lender.id, late.number)
    const borrower = await world.borrowerCtx(lender.id, late.borrowerId, nextDay)
    expect(await listOwnReports(borrower)).toEqual([])
    expect(await listOwnWithdrawals(borrower)).toEqual([{ loanNumber: late.number, fromOn: MAY, toOn: MAY, months: 1, at: nextDay }])
    const neighbour = await world.borrower(lender.id)
    expect(await listOwnWithdrawals(await world.borrowerCtx(lender.id, neighbour.id, nextDay))).toEqual([])
  })

  it('is left out of every later report and telling, while the borrower’s other loans stay', async () => {
    const { lender, late } = await aReportedMonth()
    const other = await aLoan(lender.id, LATE, { borrowerId: late.borrowerId })
    await taken(lender.id, late.number)
    const july = await world.systemCtx(lender.id, at('2026-07-08'))
    expect(await buildDueReports(july)).toMatchObject({ built: 1 })
    expect((await linesOf(late.borrowerId)).filter(({ asOf }) => asOf === '2026-06-30')).toMatchObject([{ loanId: other.loanId }])
    await pay(lender.id, late.number, localDate('2026-05-28'), at('2026-07-08'), 115_000)
    expect(await findCorrections(july)).toMatchObject({ found: 0 })
    expect(await tellBeforeReport(july)).toEqual({ queued: 0 })
    const row = { ...(await linesOf(late.borrowerId)).find(({ loanId }) => loanId === late.loanId)!, id: other.loanId, replacesLineId: null, asOf: localDate('2026-07-31') }
    await expect(db().insert(creditReportLines).values(row)).rejects.toMatchObject({ cause: { constraint_name: 'credit_report_lines_withdrawn_check' } })
  })

  it('that was only held is dropped without a file, and its notice stops', async () => {
    const lender = await world.lender()
    const late = await aLoan(lender.id, LATE)
    await buildDueReports(await world.systemCtx(lender.id, REPORT_DAY))
    const { withdrawn, maker } = await taken(lender.id, late.number)
    expect(withdrawn).toBe(0)
    expect((await linesOf(late.borrowerId)).map(({ state }) => state)).toEqual(['held', 'dropped'])
    expect((await listHeld(maker, {})).rows).toEqual([])
    expect((await listRuns(maker, {})).rows.map(({ kind }) => kind)).toEqual(['month'])
    const notices = await db().select().from(messages).where(and(eq(messages.borrowerId, late.borrowerId), eq(messages.templateCode, 'credit_notice')))
    expect(notices.map(({ status }) => status)).toEqual(['cancelled'])
    expect(await listOwnWithdrawals(await world.borrowerCtx(lender.id, late.borrowerId, nextDay))).toEqual([])
  })

  it('ends a correction that waits, whoever decides first', async () => {
    const { lender, late } = await aReportedMonth()
    await pay(lender.id, late.number, localDate('2026-05-28'), nextDay, 115_000)
    await findCorrections(await world.systemCtx(lender.id, nextDay))
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [found] = await correctionsOf(late.borrowerId)
    const correction = { borrowerId: late.borrowerId, correctionId: found?.id ?? '' }
    await proposeCorrection(maker, { ...correction, reason: 'late_payment', note: '' })
    const named = await proposeWithdrawal(maker, { loanNumber: late.number, ...theft })
    const [, corrected] = await Promise.allSettled([decideWithdrawal(checker, { ...named, ...approve }), decideCorrection(checker, { ...correction, ...approve })])
    const lines = await linesOf(late.borrowerId)
    const inForce = lines.filter(line => lines.every(({ replacesLineId }) => replacesLineId !== line.id))
    expect(inForce.map(({ state }) => state)).toEqual(['withdrawn'])
    expect(lines).toHaveLength(corrected.status === 'fulfilled' ? 3 : 2)
    expect((await listCorrections(maker, { show: 'waiting' })).rows).toEqual([])
  })
})

describe('asking and deciding', () => {
  it('is once a loan, and again after it was sent back with a reason', async () => {
    const { lender, late } = await aReportedMonth()
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const ask = () => proposeWithdrawal(maker, { loanNumber: late.number, ...theft })
    const asked = await Promise.allSettled([ask(), ask()])
    expect(asked.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(ask()).rejects.toMatchObject({ message: 'withdrawal_already_asked' })
    const [row] = await db().select().from(creditReportWithdrawals).where(eq(creditReportWithdrawals.borrowerId, late.borrowerId))
    const named = { borrowerId: late.borrowerId, withdrawalId: row?.id ?? '' }
    await expect(decideWithdrawal(checker, { ...named, decision: 'return', note: ' ' })).rejects.toMatchObject({ details: { fields: { note: 'reason_needed' } } })
    await decideWithdrawal(checker, { ...named, decision: 'return', note: '缺少报案回执' })
    expect((await linesOf(late.borrowerId)).map(({ state }) => state)).toEqual(['reported'])
    await ask()
  })

  it('is done once when two approve at the same time', async () => {
    const { lender, late } = await aReportedMonth()
    const [maker, checker] = await twoPeople(lender.id, nextDay)
    const [other] = await twoPeople(lender.id, nextDay)
    const named = await proposeWithdrawal(maker, { loanNumber: late.number, ...theft })
    const tries = await Promise.allSettled([checker, other].map(ctx => decideWithdrawal(ctx, { ...named, ...approve })))
    expect(tries.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await linesOf(late.borrowerId)).toHaveLength(2)
  })

  it('leaves no line in force however it meets the making of a report', async () => {
    const lender = await world.lender()
    const loans = await Promise.all(Array.from({ length: 4 }, () => aLoan(lender.id, LATE)))
    await tell(lender.id, at('2026-05-15'))
    const [maker, checker] = await twoPeople(lender.id, REPORT_DAY)
    const asked = await Promise.all(loans.map(({ number }) => proposeWithdrawal(maker, { loanNumber: number, ...theft })))
    const system = await world.systemCtx(lender.id, REPORT_DAY)
    await Promise.all([buildDueReports(system), ...asked.map(named => decideWithdrawal(checker, { ...named, ...approve }))])
    for (const { borrowerId } of loans) {
      const lines = await linesOf(borrowerId)
      expect(lines.filter(line => lines.every(({ replacesLineId }) => replacesLineId !== line.id) && line.state === 'reported')).toEqual([])
    }
  })

  it('needs a reason and a loan, and is for compliance and admin of the lender', async () => {
    const { lender, late } = await aReportedMonth()
    const [maker] = await twoPeople(lender.id, nextDay)
    await expect(proposeWithdrawal(maker, { loanNumber: late.number, ...theft, note: ' ' })).rejects.toMatchObject({ details: { fields: { note: 'reason_needed' } } })
    const [stranger] = await twoPeople((await world.lender()).id, nextDay)
    await expect(proposeWithdrawal(stranger, { loanNumber: late.number, ...theft })).rejects.toMatchObject({ details: { fields: { loanNumber: 'loan_unknown' } } })
    const named = await proposeWithdrawal(maker, { loanNumber: late.number, ...theft })
    await expect(decideWithdrawal(stranger, { ...named, ...approve })).rejects.toMatchObject({ code: 'not_found' })
    const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'), nextDay)
    await expect(proposeWithdrawal(supervisor, { loanNumber: late.number, ...theft })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(decideWithdrawal(supervisor, { ...named, ...approve })).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listWithdrawals(supervisor, { show: 'waiting' })).rejects.toMatchObject({ code: 'forbidden' })
    const borrower = await world.borrowerCtx(lender.id, late.borrowerId, nextDay)
    await expect(decideWithdrawal(borrower, { ...named, ...approve })).rejects.toMatchObject({ code: 'forbidden' })
  })
})
