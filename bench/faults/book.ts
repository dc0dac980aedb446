import { randomBytes, randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { encode } from 'next-auth/jwt'
import { lenders, staffAccounts, staffRoles } from '@/db/schema'
import { hashToken } from '@/lib/accounts/session-commands'
import { newId } from '@/lib/clock'
import type { Actor, Role, StaffActor } from '@/lib/context'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { applyImport } from '@/lib/imports/apply-commands'
import { checkImport } from '@/lib/imports/check-commands'
import { startApply, uploadImport } from '@/lib/imports/commands'
import { openContext } from '@/lib/lenders/queries'
import { setWebhookSecret } from '@/lib/payments/webhook-secret-commands'
import { testPolicy } from '@/lib/testing/world'
import type { Stage } from './stage'

export type Person = { borrowerId: string; caseId: string | null; number: string; loan: string; name: string; phone: string }
export type Lender = { id: string; slug: string; apiKey: string; secret: string; people: Person[]; staff: Record<string, StaffActor> }

const HEADER = 'contract_number,borrower_number,name,phone,amount,annual_rate,term,method,disbursed_on,first_due_on,paid_principal\n'
export const PROVIDER = 'sandbox'

/** A lender with borrowers in arrears, each with one loan, taken in by the product's own import; keys and staff for all who will ask. */
export async function makeLender(stage: Stage, slug: string, size: number): Promise<Lender> {
  const id = newId()
  const now = stage.now()
  const packs = ['cn-gbt-45251-2025', 'cn-cba-2026']
  const named = { nameEn: slug, nameZhCn: slug, currency: 'CNY', timeZone: 'Asia/Shanghai', locale: 'zh-CN', hotline: '400-000-0000' }
  await stage.owner.db.insert(lenders).values({ id, slug, ...named, packs, policy: testPolicy, createdAt: now })
  const staff: Record<string, StaffActor> = {}
  for (const role of ['collector', 'negotiator', 'reviewer', 'supervisor'] as const) for (const n of [1, 2, 3]) staff[`${role}${n}`] = await makeStaff(stage, id, role, now)
  const apiKey = `lw_${randomBytes(24).toString('base64url')}`
  await stage.owner.db.execute(sql`insert into auth.api_keys (key_hash, id, lender_id, name, scopes, created_at)
    values (${hashToken(apiKey)}, ${newId()}::uuid, ${id}::uuid, 'faults', ${sql.raw("array['import:run', 'payment:record', 'payment:reverse', 'guard:decide', 'statement:read']")}, ${now.toISOString()}::timestamptz)`)
  const secret = `whsec_${randomBytes(24).toString('base64')}`
  await setWebhookSecret(await contextOf(stage, { kind: 'system', id: null, lenderId: id }), { provider: PROVIDER, secret })
  await importBook(stage, id, slug, size)
  return { id, slug, apiKey, secret, people: await listPeople(stage, id), staff }
}

export const contextOf = <A extends Actor>(stage: Stage, actor: A) => openContext(stage.app.db, actor, stage.now(), newId())

async function makeStaff(stage: Stage, lenderId: string, role: Role, now: Date): Promise<StaffActor> {
  const id = newId()
  await stage.owner.db.insert(staffAccounts).values({ lenderId, id, email: `${id}@faults.example`, name: '催收员', passwordHash: 'x', createdAt: now })
  await stage.owner.db.insert(staffRoles).values({ lenderId, staffId: id, role })
  return { kind: 'staff', id, lenderId, roles: [role], sessionId: newId(), name: '催收员' }
}

async function importBook(stage: Stage, lenderId: string, slug: string, size: number) {
  const prefix = slug.toUpperCase()
  const line = (i: number) =>
    `${prefix}-L${String(i).padStart(5, '0')},${prefix}-B${String(i).padStart(5, '0')},测试${i},${`138${String(i).padStart(8, '0')}`},12000.00,12,12,equal_instalment,2026-01-10,2026-02-${String(1 + (i % 28)).padStart(2, '0')},${i % 3 === 0 ? '0' : '2000.00'}\n`
  const text = HEADER + Array.from({ length: size }, (_, i) => line(i + 1)).join('')
  const ctx = await contextOf(stage, { kind: 'api', id: newId(), lenderId, scopes: ['import:run'] })
  const system = await contextOf(stage, { kind: 'system', id: null, lenderId })
  const storage = openStorage()
  const { importId } = await uploadImport(ctx, storage, Readable.from([Buffer.from(text)]), { fileName: 'book.csv', preset: 'leeway', asOf: null, sizeBytes: null })
  await checkImport(system, storage, importId)
  await startApply(ctx, importId)
  await applyImport(system, storage, importId)
}

async function listPeople(stage: Stage, lenderId: string): Promise<Person[]> {
  const rows = await stage.owner.db.execute<{ id: string; case_id: string | null; number: string; loan: string; name: string }>(sql`
    select b.id, c.id as case_id, b.number, l.number as loan, b.name from borrowers b join loans l on l.borrower_id = b.id
    left join cases c on c.borrower_id = b.id and c.status = 'open' where b.lender_id = ${lenderId}::uuid order by b.number`)
  return rows.map(row => ({ borrowerId: row.id, caseId: row.case_id, number: row.number, loan: row.loan, name: row.name, phone: `138${row.number.slice(-5).padStart(8, '0')}` }))
}

/** A signed-in member of staff, for as long as the stage's day lasts. */
export async function staffCookie(stage: Stage, staff: StaffActor): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await stage.owner.db.execute(sql`select auth.open_staff_session(${hashToken(token)}, ${randomUUID()}::uuid, ${staff.lenderId}::uuid, ${staff.id}::uuid, ${stage.now().toISOString()}::timestamptz, 'demo')`)
  return `leeway.staff=${await encode({ token: { sid: token }, secret: stage.secret, maxAge: 43_200 })}`
}
