import { sql } from 'drizzle-orm'
import { newId } from '@/lib/clock'
import type { Ctx } from '@/lib/context'
import { decideContact, decideMany, type DecideContact } from '@/lib/guard/commands'
import { evaluate } from '@/lib/guard/evaluate'
import { loadSubjects } from '@/lib/guard/facts-queries'
import { ownRequest } from '@/lib/guard/own-request'
import { loadLenderRules } from '@/lib/guard/rules-queries'
import { openContext } from '@/lib/lenders/queries'
import { read, transaction } from '@/lib/transaction'
import { NOW } from './book'
import { median, p99, printRow, seconds, timeEach } from './measure'
import { preparePeople } from './people'
import type { BenchWorld } from './world'

const SINGLE = 500
const BULK = 10_000
const CHUNK = 500
const GOAL = 20_000

/** Decisions one at a time, in bulk, and the rules alone; the floors are bare inserts of the very rows that were stored, and the goal. */
export async function benchGuard(world: BenchWorld, lenderId: string): Promise<void> {
  const people = await preparePeople(world, lenderId, SINGLE + BULK)
  const ctx = await openContext(world.app.db, { kind: 'system', id: null, lenderId }, NOW, 'bench')
  const planned = people.map(({ borrower_id, id }): DecideContact => ({ borrowerId: borrower_id, caseId: null, kind: 'sms', purpose: 'collection', contactPointId: id, requestKey: newId() }))
  await benchRules(ctx, planned)
  await benchSingle(world, ctx, planned.slice(0, SINGLE))
  await benchBulk(world, ctx, planned.slice(SINGLE, SINGLE + BULK))
}

async function benchRules(ctx: Ctx, planned: readonly DecideContact[]): Promise<void> {
  const { rules, packs } = await read(ctx, loadLenderRules)
  const subjects = await read(ctx, ctx => loadSubjects(ctx, planned.map(one => one.borrowerId)))
  const once = () => Promise.resolve(planned.forEach(({ borrowerId, kind, purpose, contactPointId }) => {
    const body = subjects.get(borrowerId)?.({ kind, purpose, contactPointId })
    if (body) evaluate(rules, ownRequest(body, packs))
  }))
  await once()
  const rate = planned.length / (await seconds(once))
  printRow(`guard, rules alone, ${rules.length} rules (floor: the goal)`, `${rate.toFixed(0)}/s`, `${GOAL}/s`, GOAL / rate)
}

async function benchSingle(world: BenchWorld, ctx: Ctx, planned: readonly DecideContact[]): Promise<void> {
  const decide = (one: DecideContact | undefined) => transaction(ctx, ctx => (one ? decideContact(ctx, one) : Promise.reject(new Error('nobody left'))))
  for (const one of planned.slice(0, 50)) await decide({ ...one, requestKey: `warm ${one.requestKey}` })
  const ours = await timeEach(planned.length, run => decide(planned[run]))
  const rows = await storedRows(world, planned)
  const floor = await timeEach(rows.length, run => insertBare(world, rows.slice(run, run + 1)))
  const ms = (times: number[]) => `${median(times).toFixed(1)} / ${p99(times).toFixed(1)} ms`
  printRow('guard, one decision (median / p99)', ms(ours), ms(floor), median(ours) / median(floor))
}

async function benchBulk(world: BenchWorld, ctx: Ctx, planned: readonly DecideContact[]): Promise<void> {
  let allowed = 0
  const ours = await seconds(async () => void (allowed = (await decideMany(ctx, planned)).filter(one => one.decision === 'allowed').length))
  const rows = await storedRows(world, planned)
  if (rows.length !== planned.length) throw new Error(`${planned.length} decisions left ${rows.length} rows`)
  const floor = await seconds(async () => {
    for (let from = 0; from < rows.length; from += CHUNK) await insertBare(world, rows.slice(from, from + CHUNK))
  })
  printRow(`guard, ${planned.length} in bulk, ${allowed} allowed`, `${(planned.length / ours).toFixed(0)}/s`, `${(rows.length / floor).toFixed(0)}/s`, ours / floor)
}

async function storedRows(world: BenchWorld, planned: readonly DecideContact[]): Promise<string[]> {
  await world.owner.db.execute(sql`create table if not exists bench_decisions (like guard_decisions including indexes)`)
  const keys = JSON.stringify(planned.map(one => one.requestKey))
  const rows = await world.owner.db.execute<{ row: string }>(sql`select to_jsonb(d)::text as row from guard_decisions d where request_key in (select jsonb_array_elements_text(${keys}::jsonb))`)
  return rows.map(row => row.row)
}

const insertBare = (world: BenchWorld, rows: readonly string[]) =>
  world.owner.db.execute(sql`insert into bench_decisions select * from jsonb_populate_recordset(null::bench_decisions, ${`[${rows.join(',')}]`}::jsonb)`)
