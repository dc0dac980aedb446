import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../clock'
import type { ApiActor, Ctx } from '../context'
import { addHours } from '../dates'
import { diskStorage } from '../documents/disk-storage-port'
import { runSweep } from '../jobs/run-sweep'
import { checkBook } from '../ledger/check-queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { checkInvariants } from '../testing/invariants/check'
import { planScenes, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { applyStatement } from './bank-apply-commands'
import { checkStatement } from './bank-check-commands'
import { startStatement, uploadStatement } from './bank-upload-commands'
import { recordPayment, reversePayment } from './commands'
import { takeWebhookEvent } from './webhook-commands'
import { WebhookEvent } from './webhook-input'

const database = useDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'leeway-broken-'))
let world: World
const { scene } = planScenes(() => world)
beforeAll(async () => void (world = await openWorld(database)))
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})
afterEach(async () => {
  expect((await checkInvariants(world.owner.db)).filter(found => found.broken.length > 0)).toEqual([])
})

/** Runs the work until it waits for the table, and ends its connection there, again and again until the work gives up. */
async function breakAt(table: string, work: () => Promise<unknown>): Promise<string> {
  let outcome = ''
  await world.owner.db.transaction(async tx => {
    await tx.execute(sql.raw(`lock table ${table} in exclusive mode`))
    const run = work().then(
      () => (outcome = 'done'),
      () => (outcome = 'broken'),
    )
    while (outcome === '') {
      // Not in this transaction, which sees the others as they were at its first look.
      await world.owner.db.execute(sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
      await wait(20)
    }
    await run
  })
  return outcome
}

async function aDebt() {
  const at = await scene()
  const actor: ApiActor = { kind: 'api', id: newId(), lenderId: at.lender.id, scopes: ['payment:record', 'payment:reverse'] }
  const api: Ctx = await world.ctx(actor)
  const number = `B-${at.person.id.slice(-12)}`
  const key = newId()
  const pay = () =>
    recordPayment(api, { target: { kind: 'borrower', number }, amountCents: cents(5_000), currency: 'CNY', effectiveOn: TODAY, channel: 'bank_transfer', source: 'test', externalId: key, idempotencyKey: key })
  const posted = async () =>
    (await world.owner.db.execute<{ status: string }>(sql`select status from payments where lender_id = ${at.lender.id}::uuid`)).map(row => row.status)
  const sound = async () => expect((await checkBook(at.system)).discrepancies).toEqual([])
  return { ...at, api, number, pay, posted, sound }
}

describe('a connection that goes away in the middle', () => {
  it.each(['cases', 'payment_allocations', 'audit_events', 'messages', 'pgboss.job'])('of a payment, at %s, leaves nothing; the same key then records it once', async table => {
    const { pay, posted, sound } = await aDebt()
    expect(await breakAt(table, pay)).toBe('broken')
    expect(await posted()).toEqual([])
    await sound()
    expect([(await pay()).isReplay, (await pay()).isReplay]).toEqual([false, true])
    expect(await posted()).toEqual(['posted'])
    await sound()
  })

  it.each(['payments', 'ledger_postings', 'pgboss.job'])('of a reversal, at %s, leaves the payment as it was; asked again it is taken back once', async table => {
    const { api, person, pay, posted, sound } = await aDebt()
    const { paymentId } = await pay()
    const back = () => reversePayment(api, { borrowerId: person.id, paymentId, reason: 'returned' })
    expect(await breakAt(table, back)).toBe('broken')
    expect(await posted()).toEqual(['posted'])
    await sound()
    expect([(await back()).isReplay, (await back()).isReplay]).toEqual([false, true])
    expect(await posted()).toEqual(['reversed'])
    await sound()
  })

  it.each(['webhook_events', 'payments', 'audit_events'])("of a provider's event, at %s, leaves no event; sent again it counts once", async table => {
    const { api, number, posted, sound } = await aDebt()
    const event = { type: 'payment.succeeded', data: { paymentId: 'P1', number, amount: '50.00', currency: 'CNY', paidOn: TODAY } }
    const send = () => takeWebhookEvent(api, { provider: 'sandbox', eventId: 'e1', body: JSON.stringify(event), event: WebhookEvent.parse(event) })
    expect(await breakAt(table, send)).toBe('broken')
    expect(await posted()).toEqual([])
    const [first, again] = [await send(), await send()]
    expect(again).toEqual(first)
    expect(await posted()).toEqual(['posted'])
    await sound()
  })

  it.each(['bank_lines', 'bank_line_parts', 'audit_events'])('of a file that is taken in, at %s, posts no line twice; the job goes on where it was', async table => {
    const { lender, system, number, posted, sound } = await aDebt()
    const staff = await world.ctx(await world.staff(lender.id, 'supervisor'))
    const storage = diskStorage(folder)
    const lines = [1, 2, 3].map(n => `${TODAY},${n}.00,王小明,${number},R${n}\n`)
    const bytes = Buffer.from(`交易日期,贷方金额,对方户名,附言,流水号\n${lines.join('')}`)
    const { statementId } = await uploadStatement(staff, storage, Readable.from([bytes]), { source: 'bank', fileName: 'bank.csv', sizeBytes: bytes.length })
    await checkStatement(system, storage, statementId)
    await startStatement(staff, statementId)
    const apply = () => applyStatement(system, statementId)
    expect(await breakAt(table, apply)).toBe('broken')
    await sound()
    await apply()
    await apply()
    expect(await posted()).toEqual(['posted', 'posted', 'posted'])
    await sound()
  })

  it.each(['job_runs', 'audit_events', 'cases'])('of a sweep, at %s, is made good by the next run, once', async table => {
    const { lender, sound } = await aDebt()
    const [tomorrow, later] = [await world.systemCtx(lender.id, addHours(new Date('2026-06-15T04:00:00.000Z'), 24)), await world.systemCtx(lender.id, addHours(new Date('2026-06-15T04:00:00.000Z'), 25))]
    await breakAt(table, () => runSweep('ledger_check', tomorrow))
    await breakAt(table, () => runSweep('ageing', tomorrow))
    expect(['done', 'done_before']).toContain((await runSweep('ageing', later)).outcome)
    expect((await runSweep('ageing', later)).outcome).toBe('done_before')
    await sound()
  })
})
