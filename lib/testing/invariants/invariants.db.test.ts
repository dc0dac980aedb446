import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { claimCase } from '@/lib/cases/work-commands'
import { newId } from '@/lib/clock'
import { reportContact } from '@/lib/contacts/report-commands'
import type { ApiActor } from '@/lib/context'
import { addDays } from '@/lib/dates'
import { diskStorage } from '@/lib/documents/disk-storage-port'
import { takeDecision } from '@/lib/guard/machine-commands'
import { DecisionBody } from '@/lib/guard/machine-input'
import { runSweep } from '@/lib/jobs/run-sweep'
import { cents } from '@/lib/money'
import { applyStatement } from '@/lib/payments/bank-apply-commands'
import { checkStatement } from '@/lib/payments/bank-check-commands'
import { startStatement, uploadStatement } from '@/lib/payments/bank-upload-commands'
import { reversePayment } from '@/lib/payments/commands'
import { takeWebhookEvent } from '@/lib/payments/webhook-commands'
import { WebhookEvent } from '@/lib/payments/webhook-input'
import { takePromise } from '@/lib/promises/taking-commands'
import { useDatabase } from '../database'
import { planScenes, TODAY, type PlanScene } from '../plan-scene'
import { openWorld, type World } from '../world'
import { checkInvariants, invariants } from './check'
import { sabotage } from './sabotage'

const database = useDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'leeway-invariants-'))
let world: World
const { active, scene, pay } = planScenes(() => world)

beforeAll(async () => {
  world = await openWorld(database)
  const { at } = await active()
  await pay(at, at.system, 2_000)
  await work(await scene())
  await takeMoney(await scene())
})
afterAll(async () => {
  await world.close()
  rmSync(folder, { recursive: true })
})

const numberOf = ({ person }: PlanScene) => `B-${person.id.slice(-12)}`
const machine = (at: PlanScene) => world.ctx<ApiActor>({ kind: 'api', id: newId(), lenderId: at.lender.id, scopes: ['payment:record', 'payment:reverse', 'guard:decide'] })

async function work(at: PlanScene) {
  const { person, caseId, system, lender } = at
  const robot = await machine(at)
  const { decision } = await takeDecision(robot, DecisionBody.parse({ borrowerNumber: numberOf(at), kind: 'call', number: person.phone }), newId())
  await reportContact(robot, { borrowerId: person.id, decisionId: decision.decisionId, outcome: 'RPC', note: null })
  const collector = await world.ctx(await world.staff(lender.id, 'collector'))
  await claimCase(collector, { borrowerId: person.id, caseId })
  await takePromise(collector, { borrowerId: person.id, caseId, amountCents: cents(10_000), dueOn: addDays(TODAY, 3), contactId: null, toldOfLimitation: true })
  await runSweep('holds', system)
}

async function takeMoney(at: PlanScene) {
  const { person, system } = at
  const { paymentId } = await pay(at, system, 1_000)
  await reversePayment(system, { borrowerId: person.id, paymentId, reason: 'test' })
  const event = { type: 'payment.succeeded', data: { paymentId: 'P1', number: numberOf(at), amount: '5.00', currency: 'CNY', paidOn: TODAY } }
  await takeWebhookEvent(await machine(at), { provider: 'sandbox', eventId: 'e1', body: JSON.stringify(event), event: WebhookEvent.parse(event) })
  const storage = diskStorage(folder)
  const staff = await world.ctx(await world.staff(at.lender.id, 'supervisor'))
  const lines = [1, 2].map(n => `${TODAY},${n}.00,王小明,${numberOf(at)},R${n}`)
  const bytes = Buffer.from(['交易日期,贷方金额,对方户名,附言,流水号', ...lines, ''].join('\n'))
  const { statementId } = await uploadStatement(staff, storage, Readable.from([bytes]), { source: 'bank', fileName: 'bank.csv', sizeBytes: bytes.length })
  await checkStatement(system, storage, statementId)
  await startStatement(staff, statementId)
  await applyStatement(system, statementId)
}

it('hold in a book where everything has happened once', async () => {
  for (const { name, seen, broken } of await checkInvariants(world.owner.db)) {
    expect({ name, broken, isEmpty: seen === 0 }).toEqual({ name, broken: [], isEmpty: false })
  }
})

it('have each a way to be broken', () => {
  expect(Object.keys(sabotage).toSorted()).toEqual(invariants.map(({ name }) => name).toSorted())
})

it.each(Object.entries(sabotage))('name what is broken: %s', async (name, statements) => {
  const undone = new Error('undone')
  let broken: string[] = []
  const attempt = world.owner.db.transaction(async tx => {
    await tx.execute(sql`set local session_replication_role = replica`)
    for (const statement of statements) await tx.execute(sql.raw(statement))
    broken = (await checkInvariants(tx)).flatMap(found => (found.broken.length > 0 ? [found.name] : []))
    throw undone
  })
  await expect(attempt).rejects.toBe(undone)
  expect(broken).toContain(name)
})
