import { readdirSync } from 'node:fs'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { localDate } from '../dates'
import type { Ctx } from '../context'
import { refreshCase } from '../cases/commands'
import { checkBook } from '../ledger/check-queries'
import { useDatabase } from '../testing/database'
import { useStorage } from '../testing/storage'
import { openWorld, type World } from '../testing/world'
import { applyImport } from './apply-commands'
import { checkImport } from './check-commands'
import { saveMapping, startApply, uploadImport } from './commands'
import { findImport, listImportRows, refusedFile } from './queries'
import type { Verdict } from './verdict'

const database = useDatabase()
const { folder, storage } = useStorage()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const HEADERS = 'contract_number,borrower_number,name,phone,amount,annual_rate,term,disbursed_on,first_due_on,instalment,paid_principal,status'
type Cells = Partial<Record<'contract' | 'borrower' | 'name' | 'phone' | 'amount' | 'rate' | 'term' | 'start' | 'due' | 'instalment' | 'paid' | 'status', string>>

const line = (cells: Cells = {}) =>
  [
    cells.contract ?? 'C-1',
    cells.borrower ?? 'B-1',
    cells.name ?? '张小伟',
    cells.phone ?? '13800138000',
    cells.amount ?? '12000.00',
    cells.rate ?? '18',
    cells.term ?? '12',
    cells.start ?? '2026-01-05',
    cells.due ?? '2026-02-05',
    cells.instalment ?? '',
    cells.paid ?? '',
    cells.status ?? '',
  ].join(',')
const file = (...lines: string[]) => Buffer.from(`${[HEADERS, ...lines].join('\n')}\n`)

async function admin() {
  const lender = await world.lender()
  const ctx: Ctx = await world.ctx(await world.staff(lender.id, 'admin'))
  return { ctx, system: (await world.systemCtx(lender.id)) as Ctx, lenderId: lender.id }
}

const upload = (ctx: Ctx, bytes: Buffer, sizeBytes: number | null = bytes.length) =>
  uploadImport(ctx, storage, Readable.from([bytes]), { fileName: 'loans.csv', preset: null, asOf: localDate('2026-06-15'), sizeBytes })

async function check(ctx: Ctx, system: Ctx, bytes: Buffer) {
  const { importId } = await upload(ctx, bytes)
  await checkImport(system, storage, importId)
  return findImport(ctx, importId)
}

async function load(ctx: Ctx, system: Ctx, bytes: Buffer) {
  const { id } = await check(ctx, system, bytes)
  await startApply(ctx, id)
  await applyImport(system, storage, id)
  return findImport(ctx, id)
}

const counted = (row: { counts: Record<string, number> }) => Object.fromEntries(Object.entries(row.counts).filter(([name, value]) => value > 0 && !name.endsWith('Cents')))
const rowsOf = (lenderId: string, table: string) =>
  world.owner.db.execute<{ n: number }>(sql`select count(*)::int as n from ${sql.identifier(table)} where lender_id = ${lenderId}::uuid`).then(rows => rows[0]?.n)
const reasonsOf = async (ctx: Ctx, importId: string, verdict: Verdict) =>
  (await listImportRows(ctx, importId, verdict)).flatMap(row => row.reasons.map(({ reason, values }) => `${row.rowNumber} ${reason} ${values?.column ?? ''}`.trim()))

describe('a loan file', () => {
  it('becomes borrowers, loans, marked history and cases whose figures the ledger bears out', async () => {
    const { ctx, system, lenderId } = await admin()
    const applied = await load(
      ctx,
      system,
      file(
        line({ paid: '920.16' }),
        line({ contract: 'C-2', borrower: 'B-1', start: '2026-05-10', due: '2026-07-01' }),
        line({ contract: 'C-3', borrower: 'B-2', amount: '6000', paid: '6000', status: 'settled' }),
        line({ contract: 'C-4', borrower: 'B-3', paid: '3000' }),
      ),
    )
    expect(applied.status).toBe('applied')
    expect(counted(applied)).toEqual({ rows: 4, new: 4 })
    expect(await rowsOf(lenderId, 'borrowers')).toBe(3)
    expect(await rowsOf(lenderId, 'cases')).toBe(2)
    const loans = await world.owner.db.execute<{ number: string; status: string; paid: number; made_up: boolean }>(sql`
      select l.number, l.status, coalesce(sum(a.amount_cents) filter (where a.component = 'principal'), 0)::int as paid, coalesce(bool_and(p.is_synthetic = 'yes'), true) as made_up
      from loans l left join payment_allocations a on a.loan_id = l.id and a.revoked_at is null left join payments p on p.id = a.payment_id
      where l.lender_id = ${lenderId}::uuid group by 1, 2 order by 1`)
    expect([...loans]).toEqual([
      { number: 'C-1', status: 'active', paid: 92_016, made_up: true },
      { number: 'C-2', status: 'active', paid: 0, made_up: true },
      { number: 'C-3', status: 'settled', paid: 600_000, made_up: true },
      { number: 'C-4', status: 'active', paid: 300_000, made_up: true },
    ])
    expect(await checkBook(system)).toEqual({ borrowers: 3, discrepancies: [] })
    const people = await world.owner.db.execute<{ id: string }>(sql`select id from borrowers where lender_id = ${lenderId}::uuid order by id`)
    for (const { id } of people) expect(await refreshCase(system, id)).toMatchObject({ change: 'none' })
    expect(await rowsOf(lenderId, 'audit_events')).toBeGreaterThanOrEqual(4)
  })

  it('is posted on the day it comes in, so that the journal of a day that is over stays as it was', async () => {
    const { ctx, system, lenderId } = await admin()
    await load(ctx, system, file(line({ paid: '3000' }), line({ contract: 'C-2', borrower: 'B-2', amount: '6000', paid: '6000', status: 'settled' })))
    const days = await world.owner.db.execute(sql`select distinct posted_at from ledger_entries where lender_id = ${lenderId}`)
    expect(days.map(row => new Date(String(row.posted_at)))).toEqual([system.now])
  })

  it('changes nothing the second time, and says so', async () => {
    const { ctx, system, lenderId } = await admin()
    const bytes = file(line({ paid: '920.16' }), line({ contract: 'C-2', borrower: 'B-2' }))
    await load(ctx, system, bytes)
    const tables = ['borrowers', 'contact_points', 'search_tokens', 'loans', 'instalments', 'payments', 'ledger_postings', 'cases']
    const before = await Promise.all(tables.map(table => rowsOf(lenderId, table)))
    const again = await check(ctx, system, bytes)
    expect(again.problem).toMatchObject({ reason: 'import_same_file' })
    expect(counted(again)).toEqual({ rows: 2, unchanged: 2 })
    await expect(startApply(ctx, again.id)).rejects.toMatchObject({ message: 'import_nothing_to_do' })
    expect(await Promise.all(tables.map(table => rowsOf(lenderId, table)))).toEqual(before)
  })

  it('takes a later file’s payments and names, and never its terms', async () => {
    const { ctx, system, lenderId } = await admin()
    await load(ctx, system, file(line(), line({ contract: 'C-2', borrower: 'B-2' }), line({ contract: 'C-3', borrower: 'B-3', paid: '920.16' })))
    const later = await load(
      ctx,
      system,
      file(line({ paid: '1854.12', phone: '13900139000' }), line({ contract: 'C-2', borrower: 'B-2', amount: '13000' }), line({ contract: 'C-3', borrower: 'B-3' })),
    )
    expect(counted(later)).toMatchObject({ changed: 2, refused: 1, remarks: 1 })
    expect(await reasonsOf(ctx, later.id, 'refused')).toEqual(['3 terms_changed amount'])
    expect(await reasonsOf(ctx, later.id, 'changed')).toEqual(['4 ledger_ahead'])
    const [paid] = await world.owner.db.execute<{ cents: number }>(sql`select sum(a.amount_cents)::int as cents from payment_allocations a join loans l on l.id = a.loan_id
      where l.lender_id = ${lenderId}::uuid and l.number = 'C-1' and a.component = 'principal' and a.revoked_at is null`)
    expect(paid?.cents).toBe(185_412)
    const [phones] = await world.owner.db.execute<{ n: number }>(sql`select count(*)::int as n from contact_points where lender_id = ${lenderId}::uuid and kind = 'phone'`)
    expect(phones?.n).toBe(4)
    expect((await checkBook(system)).discrepancies).toEqual([])
  })

  it('is applied once by two at the same time, and as a whole or not at all', async () => {
    const { ctx, system, lenderId } = await admin()
    const bytes = file(line(), line({ contract: 'C-2', borrower: 'B-2' }))
    const [one, two] = [await check(ctx, system, bytes), await check(ctx, system, bytes)]
    const clicks = await Promise.allSettled([startApply(ctx, one.id), startApply(ctx, one.id), startApply(ctx, one.id)])
    expect(clicks.filter(click => click.status === 'fulfilled')).toHaveLength(1)
    await Promise.all([applyImport(system, storage, one.id), applyImport(system, storage, one.id)])
    expect(await rowsOf(lenderId, 'loans')).toBe(2)
    await startApply(ctx, two.id)
    await applyImport(system, storage, two.id)
    expect(await rowsOf(lenderId, 'loans')).toBe(2)
    const stale = await check(ctx, system, file(line({ contract: 'C-8', borrower: 'B-8' }), line({ contract: 'C-9', borrower: 'B-9' })))
    await load(ctx, system, file(line({ contract: 'C-9', borrower: 'B-9', name: '李四' })))
    await startApply(ctx, stale.id)
    await expect(applyImport(system, storage, stale.id)).rejects.toMatchObject({ message: 'import_book_changed' })
    expect(await findImport(ctx, stale.id)).toMatchObject({ status: 'failed', problem: { reason: 'import_book_changed' } })
    expect(await rowsOf(lenderId, 'loans')).toBe(3)
  })
})

describe('a row', () => {
  it('is refused with all its reasons at once, and the rest goes on', async () => {
    const { ctx, system } = await admin()
    const checked = await check(
      ctx,
      system,
      file(
        line({ start: '2026-02-30', amount: '12.345' }),
        line({ contract: 'C-2', amount: '99999999999.00', rate: '240', term: '0' }),
        line({ contract: 'C-3', name: '' }),
        line({ contract: 'C-4', phone: '4111 1111 1111 1111' }),
        line({ contract: 'C-5', due: '2026-01-05' }),
        line({ contract: 'C-6', paid: '12000.01' }),
        `${line({ contract: 'C-7' })},surplus`,
        line({ contract: 'C-8', instalment: '900.00' }),
        line({ contract: 'C-8' }),
      ),
    )
    expect(counted(checked)).toEqual({ rows: 9, new: 1, duplicate: 1, refused: 7, remarks: 2 })
    expect(await reasonsOf(ctx, checked.id, 'refused')).toEqual([
      '2 amount_impossible amount',
      '2 date_impossible disbursed_on',
      '3 amount_out_of_range amount',
      '3 rate_impossible annual_rate',
      '3 term_impossible term',
      '4 missing name',
      '5 card_number phone',
      '5 phone_impossible phone',
      '6 first_due_too_early first_due_on',
      '7 paid_more_than_lent paid_principal',
      '8 columns_count',
    ])
    expect(await reasonsOf(ctx, checked.id, 'new')).toEqual(['9 instalment_differs'])
    expect(await reasonsOf(ctx, checked.id, 'duplicate')).toEqual(['10 duplicate_of'])
  })

  it('rests encrypted; refused ones come back as a file that no spreadsheet runs', async () => {
    const { ctx, system, lenderId } = await admin()
    const checked = await check(ctx, system, file(line({ name: '"=HYPERLINK(""http://x"")"', amount: 'much' }), line({ contract: 'C-2', phone: '4111111111111111' })))
    const stored = await world.owner.db.execute<{ all: string }>(sql`select string_agg(raw::text, ' ') as all from import_rows where lender_id = ${lenderId}::uuid`)
    expect(stored[0]?.all).not.toMatch(/138001|HYPERLINK|4111/)
    let text = ''
    for await (const part of refusedFile(ctx, checked.id, { row: 'row', why: 'why', say: reason => reason.reason })) text += part
    expect(text).toContain(`2,amount_impossible,C-1,B-1,"'=HYPERLINK(""http://x"")",13800138000,much`)
    expect(text).not.toContain('4111')
  })
})

describe('a file as a whole', () => {
  it.each<[string, Buffer, string]>([
    ['empty', Buffer.alloc(0), 'import_empty'],
    ['a spreadsheet', Buffer.from('PK\u0003\u0004xxxx'), 'import_spreadsheet'],
    ['UTF-16', Buffer.from(`\uFEFF${HEADERS}`, 'utf16le'), 'import_utf16'],
    ['neither UTF-8 nor GB18030', Buffer.concat([file(line()), Buffer.from([0xff, 0xff, 0x41, 0x0a])]), 'import_encoding'],
    ['headers twice', Buffer.from(`${HEADERS},name\n`), 'import_headers_double'],
  ])('that is %s is refused at once and kept nowhere', async (_, bytes, reason) => {
    const { ctx, lenderId } = await admin()
    const before = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length
    const answer = await upload(ctx, bytes)
    expect(answer).toMatchObject({ status: 'refused', problem: { reason } })
    expect(readdirSync(folder, { recursive: true, withFileTypes: true }).filter(entry => entry.isFile()).length).toBe(before)
    expect(await rowsOf(lenderId, 'loans')).toBe(0)
  })

  it.each<[string, (bytes: Buffer) => Buffer, string]>([
    ['in the middle of a row', bytes => bytes.subarray(0, bytes.length - 30), 'import_cut_line'],
    ['inside a quotation', bytes => Buffer.concat([bytes, Buffer.from('C-9,B-9,"张')]), 'import_cut_quote'],
    ['after its headers', () => Buffer.from(`${HEADERS}\n`), 'import_no_rows'],
  ])('cut %s changes nothing', async (_, cut, reason) => {
    const { ctx, system, lenderId } = await admin()
    const checked = await check(ctx, system, cut(file(line(), line({ contract: 'C-2' }), line({ contract: 'C-3' }))))
    expect(checked).toMatchObject({ status: 'refused', problem: { reason } })
    expect(await rowsOf(lenderId, 'import_rows')).toBe(0)
    expect(await rowsOf(lenderId, 'loans')).toBe(0)
  })

  it('that broke off on its way is refused', async () => {
    const { ctx } = await admin()
    const bytes = file(line())
    expect(await upload(ctx, bytes, bytes.length + 1)).toMatchObject({ status: 'refused', problem: { reason: 'import_cut_upload' } })
  })

  it('in GB18030 is read as what it says', async () => {
    const { ctx, system, lenderId } = await admin()
    const applied = await load(ctx, system, iconv.encode(file(line({ name: '𬭊㙟镕' })).toString(), 'gb18030'))
    expect(applied.encoding).toBe('gb18030')
    const people = await world.owner.db.execute<{ name: string }>(sql`select name from borrowers where lender_id = ${lenderId}::uuid`)
    expect([...people]).toEqual([{ name: '𬭊㙟镕' }])
  })

  it('with unknown columns waits for a mapping, which is remembered for the next', async () => {
    const { ctx, system } = await admin()
    const bytes = (text: string) => Buffer.from(file(line({ contract: text })).toString().replace('contract_number', 'Vertrag').replace('annual_rate', 'Zins'))
    const waiting = await upload(ctx, bytes('C-1'))
    expect(waiting).toMatchObject({ status: 'uploaded', problem: { reason: 'import_columns_missing', values: { columns: 'contract_number, annual_rate' } } })
    const { mapping } = await findImport(ctx, waiting.importId)
    await expect(saveMapping(ctx, storage, waiting.importId, mapping)).rejects.toMatchObject({ message: 'import_columns_missing' })
    await saveMapping(ctx, storage, waiting.importId, { ...mapping, contract_number: 'Vertrag', annual_rate: 'Zins' })
    await checkImport(system, storage, waiting.importId)
    expect(counted(await findImport(ctx, waiting.importId))).toEqual({ rows: 1, new: 1 })
    expect(await upload(ctx, bytes('C-2'))).toMatchObject({ status: 'checking', problem: null })
  })
})

it('answers nobody else: another lender, another role, a key without the scope', async () => {
  const { ctx, system, lenderId } = await admin()
  const { id } = await check(ctx, system, file(line()))
  const stranger = await admin()
  await expect(findImport(stranger.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(startApply(stranger.ctx, id)).rejects.toMatchObject({ code: 'not_found' })
  const collector = await world.ctx(await world.staff(lenderId, 'collector', 'supervisor'))
  await expect(upload(collector, file(line()))).rejects.toMatchObject({ code: 'forbidden' })
  await expect(findImport(collector, id)).rejects.toMatchObject({ code: 'forbidden' })
  const key = await world.ctx({ kind: 'api', id, lenderId, scopes: ['payment:record'] })
  await expect(startApply(key, id)).rejects.toMatchObject({ code: 'forbidden' })
})
