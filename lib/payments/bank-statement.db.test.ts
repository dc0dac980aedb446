import { Readable } from 'node:stream'
import { and, eq, sql } from 'drizzle-orm'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bankLines, payments } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx, Role } from '../context'
import { localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { openLoan } from '../loans/commands'
import { loadLoans } from '../loans/queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { useStorage } from '../testing/storage'
import { openWorld, type World } from '../testing/world'
import { applyStatement } from './bank-apply-commands'
import { checkStatement } from './bank-check-commands'
import { assignLine, setLineAside, undoLine } from './bank-line-commands'
import { getLine, listLines } from './bank-inbox-queries'
import { findStatement } from './bank-queries'
import { startStatement, uploadStatement } from './bank-upload-commands'
import { recordPayment, reversePayment } from './commands'
import { askRefund, decideProposal } from './proposal-commands'
import { getPayment } from './queries'

const database = useDatabase()
const { storage } = useStorage()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const HEADERS = '交易日期,贷方金额,借方金额,对方户名,附言,流水号'
const file = (...lines: string[]) => Buffer.from(`${[HEADERS, ...lines].join('\n')}\n`)
const people = ['王小明', '李四'] as const

async function aBank(role: Role = 'supervisor') {
  const lender = await world.lender()
  const system: Ctx = await world.systemCtx(lender.id)
  const owing = []
  for (const name of people) {
    const borrower = await world.borrower(lender.id, { name })
    const number = `L-${newId().slice(-10).toUpperCase()}`
    const terms = { principalCents: cents(1_200_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
    await openLoan(system, { ...terms, borrowerId: borrower.id, number, disbursedOn: localDate('2026-02-18'), firstDueOn: localDate('2026-03-20') })
    await refreshCase(system, borrower.id)
    owing.push({ borrowerId: borrower.id, number })
  }
  const [one, two] = owing
  if (!one || !two) throw new Error('two people owe')
  const staff: Ctx = await world.ctx(await world.staff(lender.id, role))
  return { lenderId: lender.id, system, staff, one, two }
}
type Bank = Awaited<ReturnType<typeof aBank>>

const upload = (ctx: Ctx, bytes: Buffer, sizeBytes: number | null = bytes.length) => uploadStatement(ctx, storage, Readable.from([bytes]), { source: 'bank', fileName: 'bank.csv', sizeBytes })
async function check({ staff, system }: Bank, bytes: Buffer) {
  const { statementId } = await upload(staff, bytes)
  await checkStatement(system, storage, statementId)
  return findStatement(staff, statementId)
}
async function take(bank: Bank, bytes: Buffer) {
  const { id } = await check(bank, bytes)
  await startStatement(bank.staff, id)
  await applyStatement(bank.system, id)
  return findStatement(bank.staff, id)
}
const postedOf = (lenderId: string) => world.owner.db.select().from(payments).where(and(eq(payments.lenderId, lenderId), eq(payments.status, 'posted')))
const linesOf = (lenderId: string) => world.owner.db.select().from(bankLines).where(eq(bankLines.lenderId, lenderId)).orderBy(bankLines.rowNumber)
const sound = async ({ system, one, two }: Bank) => expect([...(await checkBorrower(system, one.borrowerId)), ...(await checkBorrower(system, two.borrowerId))]).toEqual([])
const anInbox = async () => {
  const bank = await aBank()
  await take(bank, file('2026-06-10,900.00,,张三,谢谢,T1'))
  const [line] = await linesOf(bank.lenderId)
  if (!line) throw new Error('no line')
  return { ...bank, lineId: line.id }
}
const amountTo = (number: string, amountCents: number) => ({ target: { kind: 'any' as const, number }, amountCents: cents(amountCents) })

describe('a bank statement', () => {
  it('is looked at first and changes nothing, then posts what is sure and leaves the rest in the inbox', async () => {
    const bank = await aBank()
    const bytes = iconv.encode(file(`2026-06-10,500.00,,王小明,还款${bank.one.number},T1`, '2026-06-10,600.00,,李四,还款,T2', '2026-06-11,700.00,,张三,,T3', '2026-06-11,,90.00,房东,房租,T4').toString(), 'gb18030')
    const checked = await check(bank, bytes)
    expect(checked).toMatchObject({ status: 'checked', encoding: 'gb18030', counts: { rows: 4, outgoing: 1, sure: 1, suggested: 1, unmatched: 1, duplicate: 0, sureCents: 50_000 } })
    expect(await postedOf(bank.lenderId)).toEqual([])
    await startStatement(bank.staff, checked.id)
    await applyStatement(bank.system, checked.id)
    expect(await postedOf(bank.lenderId)).toMatchObject([{ borrowerId: bank.one.borrowerId, amountCents: 50_000, effectiveOn: '2026-06-10', source: 'bank' }])
    expect((await linesOf(bank.lenderId)).map(line => [line.reference, line.state])).toEqual([['T1', 'posted'], ['T2', 'waiting'], ['T3', 'waiting']])
    await sound(bank)
  })

  it('changes nothing the second time: the same file, the same lines in another, or the job again', async () => {
    const bank = await aBank()
    const sure = `2026-06-10,500.00,,王小明,还款${bank.one.number},T1`
    const nameless = '2026-06-10,500.00,,王小明,,'
    const first = await take(bank, file(sure, nameless, nameless))
    await applyStatement(bank.system, first.id)
    const again = await check(bank, file(sure, nameless, nameless))
    expect(again).toMatchObject({ counts: { duplicate: 3, new: 0 }, problem: { reason: 'import_same_file' } })
    await expect(startStatement(bank.staff, again.id)).rejects.toMatchObject({ message: 'import_nothing_to_do' })
    const overlapping = await take(bank, file(nameless, sure, nameless, nameless, '2026-06-12,800.00,,李四,,T2'))
    expect(overlapping.counts).toMatchObject({ duplicate: 3, new: 2, waiting: 2 })
    expect(await postedOf(bank.lenderId)).toHaveLength(1)
  })

  it('posts a line once when two files with it are taken in at the same time', async () => {
    const bank = await aBank()
    const sure = `2026-06-10,500.00,,王小明,还款${bank.one.number},T1`
    const [a, b] = [await check(bank, file(sure)), await check(bank, file(sure, '2026-06-12,800.00,,李四,,T2'))]
    await Promise.all([startStatement(bank.staff, a.id), startStatement(bank.staff, b.id)])
    await Promise.all([applyStatement(bank.system, a.id), applyStatement(bank.system, b.id), applyStatement(bank.system, a.id)])
    expect(await postedOf(bank.lenderId)).toHaveLength(1)
    expect((await linesOf(bank.lenderId)).filter(line => line.reference === 'T1').map(line => line.state).sort()).toEqual(['duplicate', 'posted'])
    await sound(bank)
  })

  it('asks a person about money that another way has reported', async () => {
    const bank = await aBank()
    await recordPayment(bank.staff, { ...amountTo(bank.one.number, 50_000), currency: 'CNY', effectiveOn: localDate('2026-06-09'), channel: 'bank_transfer', source: 'staff', externalId: 'T1', idempotencyKey: newId() })
    await take(bank, file(`2026-06-10,500.00,,王小明,还款${bank.one.number},T1`))
    expect(await postedOf(bank.lenderId)).toHaveLength(1)
    expect(await linesOf(bank.lenderId)).toMatchObject([{ state: 'waiting', outcome: 'suggested', problem: 'line_maybe_recorded' }])
  })

  it.each(['bank', 'core-bank', 'agency'])('asks a person about money that a machine has reported as from %s', async source => {
    const bank = await aBank()
    await recordPayment(bank.staff, { ...amountTo(bank.one.number, 50_000), currency: 'CNY', effectiveOn: localDate('2026-06-10'), channel: 'bank_transfer', source, externalId: 'T1', idempotencyKey: newId() })
    await take(bank, file(`2026-06-10,500.00,,王小明,还款${bank.one.number},T1`, `2026-06-10,300.00,,王小明,还款${bank.one.number},T2`, `2026-06-11,300.00,,王小明,还款${bank.one.number},T3`))
    expect((await linesOf(bank.lenderId)).map(line => [line.reference, line.state, line.problem])).toEqual([['T1', 'waiting', 'line_maybe_recorded'], ['T2', 'posted', null], ['T3', 'posted', null]])
  })

  it('loses no line under a number that the bank gives to many, and posts what stands twice under one by a person only', async () => {
    const bank = await aBank()
    const lines = [bank.one, bank.two].map(({ number }, i) => `2026-06-10,500.00,,${people[i]},还款${number},000`)
    await take(bank, file(...lines))
    expect((await postedOf(bank.lenderId)).map(row => row.borrowerId).sort()).toEqual([bank.one.borrowerId, bank.two.borrowerId].sort())
    await take(bank, file(`2026-06-12,500.00,,王小明,还款${bank.one.number},T9`, `2026-06-12,500.00,,李四,还款${bank.two.number},T9`))
    expect((await linesOf(bank.lenderId)).filter(line => line.reference === 'T9').map(line => line.state)).toEqual(['posted', 'waiting'])
  })

  it('above the limit is taken in by another person than uploaded it, in one file or in several', async () => {
    const bank = await aBank()
    const sure = (amount: string, reference: string) => `2026-06-10,${amount},,王小明,还款${bank.one.number},${reference}`
    await take(bank, file(sure('30000.00', 'T1')))
    const second = await check(bank, file(sure('30000.00', 'T1'), sure('20000.01', 'T2')))
    await expect(startStatement(bank.staff, second.id)).rejects.toMatchObject({ code: 'forbidden', message: 'statement_needs_second' })
    await expect(startStatement(await world.ctx(await world.staff(bank.lenderId, 'negotiator')), second.id)).rejects.toMatchObject({ message: 'statement_needs_second' })
    await startStatement(await world.ctx(await world.staff(bank.lenderId, 'admin')), second.id)
    await applyStatement(bank.system, second.id)
    expect((await postedOf(bank.lenderId)).map(row => row.amountCents).sort((a, b) => a - b)).toEqual([2_000_001, 3_000_000])
  })

  it('above the limit together is not taken in by its uploader as two files at once', async () => {
    const bank = await aBank()
    const files = [await check(bank, file('2026-06-10,30000.00,,张三,谢谢,T1')), await check(bank, file('2026-06-10,30000.00,,张三,谢谢,T2'))]
    const begun = await Promise.allSettled(files.map(({ id }) => startStatement(bank.staff, id)))
    expect(begun.map(one => (one.status === 'fulfilled' ? 'begun' : one.reason instanceof Error ? one.reason.message : '')).sort()).toEqual(['begun', 'statement_needs_second'])
  })

  it.each(['李 四', '李　四'])('knows who paid as the bank writes the name: %s', async name => {
    const bank = await aBank()
    expect(await check(bank, file(`2026-06-10,7.00,,${name},,T1`))).toMatchObject({ counts: { suggested: 1 } })
  })

  it.each<[string, Buffer, string]>([
    ['a day that is none', file('2026-06-10,1.00,,a,b,T1', '2026-02-30,1.00,,a,b,T2'), 'bank_date_impossible'],
    ['an amount that is none', file('2026-06-10,1.00,,a,b,T1', '2026-06-10,viel,,a,b,T2'), 'bank_amount_impossible'],
    ['a missing column', Buffer.from('付款人,附言\na,b\n'), 'bank_columns_missing'],
    ['a cut last line', file('2026-06-10,1.00,,a,b,T1', '2026-06-10,1.00,,a').subarray(0, -1), 'import_cut_line'],
    ['a quotation that never ends', file('2026-06-10,1.00,,"a,b,T1'), 'import_cut_quote'],
    ['surplus columns', file('2026-06-10,1.00,,a,b,T1,x', '2026-06-10,1.00,,a,b,T2'), 'bank_columns_count'],
    ['no rows', file(), 'import_no_rows'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004xxxx'), 'import_spreadsheet'],
  ])('with %s is refused as a whole', async (_, bytes, reason) => {
    const bank = await aBank()
    expect(await check(bank, bytes)).toMatchObject({ status: 'refused', problem: { reason } })
    expect(await linesOf(bank.lenderId)).toEqual([])
  })

  it('that ends in the middle of its last word posts that line by nobody, and the whole file posts it once', async () => {
    const bank = await aBank()
    const whole = file(`2026-06-10,500.00,,王小明,还款${bank.one.number},T1`, `2026-06-10,600.00,,王小明,还款${bank.one.number},T2345`)
    await take(bank, whole.subarray(0, -3))
    expect(await linesOf(bank.lenderId)).toMatchObject([{ reference: 'T1', state: 'posted' }, { reference: 'T23', state: 'waiting', outcome: 'suggested' }])
    await take(bank, whole)
    expect((await postedOf(bank.lenderId)).map(payment => payment.amountCents)).toEqual([50_000, 60_000])
    await sound(bank)
  })

  it('that broke off on its way is refused', async () => {
    const bank = await aBank()
    const bytes = file('2026-06-10,1.00,,a,b,T1')
    expect(await upload(bank.staff, bytes, bytes.length + 1)).toMatchObject({ status: 'refused', problem: { reason: 'import_cut_upload' } })
  })

  it('keeps who paid encrypted', async () => {
    const bank = await anInbox()
    const [stored] = await world.owner.db.execute<{ all: string }>(sql`select string_agg(l::text, ' ') as all from bank_lines l where lender_id = ${bank.lenderId}::uuid`)
    expect(stored?.all).not.toMatch(/张三|谢谢/)
    expect(await getLine(bank.staff, bank.lineId)).toMatchObject({ payerName: '张三', remark: '谢谢' })
  })

  it('is for the right hands only', async () => {
    const bank = await anInbox()
    const collector = await world.ctx(await world.staff(bank.lenderId, 'collector'))
    await expect(upload(collector, file())).rejects.toMatchObject({ code: 'forbidden' })
    await expect(listLines(collector, { show: 'waiting' })).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await aBank()
    await expect(getLine(elsewhere.staff, bank.lineId)).rejects.toMatchObject({ code: 'not_found' })
    await expect(assignLine(elsewhere.staff, { lineId: bank.lineId, parts: [amountTo(elsewhere.one.number, 90_000)] })).rejects.toMatchObject({ code: 'not_found' })
    expect((await listLines(elsewhere.staff, { show: 'waiting' })).rows).toEqual([])
  })
})

describe('a line of the inbox', () => {
  it('is found by its amount, its reference and the whole name of who paid', async () => {
    const bank = await anInbox()
    const found = async (q: string) => (await listLines(bank.staff, { show: 'waiting', q })).rows.length
    expect([await found('900'), await found('T1'), await found('张 三'), await found('李四')]).toEqual([1, 1, 1, 0])
  })

  it('is split over two people to the cent, once, and undone as a whole', async () => {
    const bank = await anInbox()
    const { staff, lineId, one, two } = bank
    await expect(assignLine(staff, { lineId, parts: [amountTo(one.number, 40_000), amountTo(two.number, 49_999)] })).rejects.toMatchObject({ message: 'line_sum_differs' })
    await expect(assignLine(staff, { lineId, parts: [amountTo(one.number, 40_000), amountTo('L-NOBODY', 50_000)] })).rejects.toMatchObject({ message: 'payment_target_unknown' })
    const parts = [amountTo(one.number, 40_000), amountTo(two.number, 50_000)]
    const answers = await Promise.allSettled([assignLine(staff, { lineId, parts }), assignLine(staff, { lineId, parts }), assignLine(staff, { lineId, parts: parts.toReversed() })])
    expect(answers.filter(answer => answer.status === 'fulfilled')).toHaveLength(1)
    expect((await postedOf(bank.lenderId)).map(row => row.amountCents).sort()).toEqual([40_000, 50_000])
    expect((await getLine(staff, lineId)).parts).toHaveLength(2)
    await sound(bank)
    await undoLine(staff, lineId)
    await expect(undoLine(staff, lineId)).rejects.toMatchObject({ message: 'line_moved_on' })
    expect(await postedOf(bank.lenderId)).toEqual([])
    await assignLine(staff, { lineId, parts: [amountTo(two.number, 90_000)] })
    expect(await postedOf(bank.lenderId)).toMatchObject([{ borrowerId: two.borrowerId, amountCents: 90_000 }])
    await sound(bank)
  })

  it('keeps its payments until it is undone, and whole while surplus of one was paid back', async () => {
    const bank = await anInbox()
    const { staff, system, lineId, one, two } = bank
    await recordPayment(staff, { ...amountTo(one.number, 1_400_000), target: { kind: 'loan', number: one.number }, currency: 'CNY', effectiveOn: localDate('2026-06-01'), channel: 'bank_transfer', source: 'core', externalId: 'whole', idempotencyKey: newId() })
    const { paymentIds } = await assignLine(staff, { lineId, parts: [amountTo(one.number, 40_000), amountTo(two.number, 50_000)] })
    const part = { borrowerId: two.borrowerId, paymentId: paymentIds[1] ?? '' }
    await expect(reversePayment(staff, { ...part, reason: 'of somebody else' })).rejects.toMatchObject({ code: 'conflict', message: 'payment_of_line' })
    expect((await getPayment(staff, part.borrowerId, part.paymentId)).lineId).toBe(lineId)
    const credit = (await loadLoans(system, one.borrowerId))[0]?.state.overpaidCents ?? 0
    const { proposalId } = await askRefund(staff, { loanNumber: one.number, amountCents: cents(credit), reason: 'asked by the borrower', requestId: newId() })
    await decideProposal(await world.ctx(await world.staff(bank.lenderId, 'supervisor')), { borrowerId: one.borrowerId, proposalId, decision: 'confirm', note: '' })
    await expect(undoLine(staff, lineId)).rejects.toMatchObject({ message: 'refund_uncovered' })
    const whole = await getLine(staff, lineId)
    expect([whole.state, ...whole.parts.map(one => one.amountCents).sort()]).toEqual(['posted', 40_000, 50_000])
    expect(await postedOf(bank.lenderId)).toHaveLength(3)
    await sound(bank)
  })

  it('is set aside with a reason and taken back', async () => {
    const { staff, lineId, lenderId } = await anInbox()
    await expect(setLineAside(staff, { lineId, reason: ' ' })).rejects.toMatchObject({ message: 'payment_reason_needed' })
    await setLineAside(staff, { lineId, reason: 'rent of another tenant' })
    expect((await listLines(staff, { show: 'not_ours' })).rows).toHaveLength(1)
    const negotiator = await world.ctx(await world.staff(lenderId, 'negotiator'))
    await expect(undoLine(negotiator, lineId)).rejects.toMatchObject({ code: 'forbidden' })
    await undoLine(staff, lineId)
    expect((await listLines(staff, { show: 'waiting' })).rows).toMatchObject([{ id: lineId, payerName: '张三' }])
  })
})

describe("an agency's remittance", () => {
  const agencyFile = (...lines: string[]) => Buffer.from(`${['合同号,还款金额,还款日期,机构流水号', ...lines].join('\n')}\n`)
  const send = (bank: Bank, bytes: Buffer) => uploadStatement(bank.staff, storage, Readable.from([bytes]), { source: 'agency', fileName: 'agency.csv', sizeBytes: bytes.length })

  it('is matched like a bank file, under its own references', async () => {
    const bank = await aBank()
    const bytes = agencyFile(`${bank.one.number},333.00,2026-06-10,R1`, 'L-NOBODY,500.00,2026-06-10,R2')
    const { statementId } = await send(bank, bytes)
    await checkStatement(bank.system, storage, statementId)
    expect(await findStatement(bank.staff, statementId)).toMatchObject({ counts: { rows: 2, suggested: 1, unmatched: 1 } })
    await startStatement(bank.staff, statementId)
    await applyStatement(bank.system, statementId)
    const [line] = (await listLines(bank.staff, { show: 'waiting', q: 'R1' })).rows
    expect(await getLine(bank.staff, line?.id ?? '')).toMatchObject({ source: 'agency', suggestions: [{ number: bank.one.number, reasons: ['loan_number'] }] })
  })

  it('needs the loan and the reference of each payment', async () => {
    const bank = await aBank()
    expect(await send(bank, Buffer.from('还款金额,还款日期\n1.00,2026-06-10\n'))).toMatchObject({ status: 'refused', problem: { reason: 'bank_columns_missing', values: { columns: 'number, reference' } } })
  })
})
