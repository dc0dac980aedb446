import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '@/db/schema'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { constraintOf } from '../constraints'
import { addMinutes } from '../dates'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { read, transaction } from '../transaction'
import { decideContact, type Decision } from './commands'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene(options: Parameters<World['lender']>[0] = {}) {
  const lender = await world.lender(options)
  const person = await world.borrower(lender.id)
  const found = await world.openCase(lender.id, person.id)
  const collector = await world.staff(lender.id, 'collector')
  return { lender, person, found, collector, ctx: await world.ctx(collector) }
}
type Scene = Awaited<ReturnType<typeof scene>>

const ask = (ctx: Ctx, { person, found }: Scene, key = newId(), pointId = person.phoneId) =>
  transaction(ctx, inner =>
    decideContact(inner, { borrowerId: person.id, caseId: found.id, kind: 'call', purpose: 'collection', contactPointId: pointId, requestKey: key }),
  )

function callRow({ lender, person, found }: Scene, decision: Decision, ctx: Ctx, change: Partial<typeof contacts.$inferInsert> = {}): typeof contacts.$inferInsert {
  return {
    borrowerId: person.id,
    id: newId(),
    lenderId: lender.id,
    caseId: found.id,
    direction: 'out',
    kind: 'call',
    purpose: 'collection',
    contactPointId: person.phoneId,
    guardDecisionId: decision.decisionId,
    occurredAt: ctx.now,
    actorKind: 'staff',
    ...change,
  }
}
const insertContact = (ctx: Ctx, row: typeof contacts.$inferInsert) => transaction(ctx, inner => inner.db.insert(contacts).values(row))

const refusal = async (attempt: Promise<unknown>) => {
  const error: unknown = await attempt.then(
    () => null,
    (e: unknown) => e,
  )
  return error === null ? 'accepted' : (constraintOf(error) ?? (error instanceof Error ? error.message : 'unknown'))
}

describe('taking a decision', () => {
  it('lets exactly the cap through when fifty ask in the same second', async () => {
    const stage = await scene()
    const second = await world.ctx(await world.staff(stage.lender.id, 'collector'))
    const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => ask(i % 2 ? stage.ctx : second, stage)))
    expect(answers.filter(answer => answer.decision === 'allowed')).toHaveLength(3)
    const blocked = answers.find(answer => answer.decision === 'blocked')
    expect(blocked?.reasons.map(reason => reason.rule)).toContain('conversations_per_day')
    expect(blocked?.nextPermittedAt?.toISOString()).toBe('2026-06-16T00:00:00.000Z')
  })

  it('gives the same reservation for the same key and refuses the key for another number', async () => {
    const stage = await scene()
    const first = await ask(stage.ctx, stage, 'the-key')
    expect((await ask(stage.ctx, stage, 'the-key')).decisionId).toBe(first.decisionId)
    await expect(
      transaction(stage.ctx, inner =>
        decideContact(inner, { borrowerId: stage.person.id, caseId: null, kind: 'sms', purpose: 'collection', contactPointId: stage.person.phoneId, requestKey: 'the-key' }),
      ),
    ).rejects.toMatchObject({ code: 'conflict' })
  })

  it('gives unanswered calls back to the conversations of the day but not to the attempts', async () => {
    const stage = await scene()
    for (let attempt = 0; attempt < 6; attempt++) {
      const decision = await ask(stage.ctx, stage)
      expect(decision.decision).toBe('allowed')
      await insertContact(stage.ctx, callRow(stage, decision, stage.ctx, { outcome: 'NA' }))
    }
    const seventh = await ask(stage.ctx, stage)
    expect(seventh.decision).toBe('blocked')
    expect(seventh.reasons.map(reason => reason.rule).sort()).toEqual(['attempts_per_number_per_day', 'attempts_per_person_per_day'])
  })

  it('is not found for a borrower of another lender', async () => {
    const stage = await scene()
    const foreign = await scene()
    await expect(ask(stage.ctx, foreign)).rejects.toMatchObject({ code: 'not_found' })
  })

  it('is checked again by the database when the caller claims there is no reason against', async () => {
    const stage = await scene()
    const night = new Date('2026-06-15T14:30:00.000Z')
    const ctx = await world.ctx(stage.collector, night)
    const [row] = await transaction(ctx, inner =>
      inner.db.execute<{ decision: string; reasons: { rule: string }[] }>(sql`select decision, reasons from guard_decide(${stage.person.id}::uuid, ${newId()}::uuid, null, 'call',
        'collection', ${stage.person.phoneId}::uuid, ${night.toISOString()}::timestamptz, ${newId()}, '[]'::jsonb, '{}'::jsonb, null, array['house@1', 'cn-gbt-45251-2025@1', 'cn-cba-2026@1'], null)`),
    )
    expect(row).toMatchObject({ decision: 'blocked', reasons: [{ rule: 'quiet_hours' }] })
  })
})

describe('the database refuses an outbound contact', () => {
  it('with no decision, a foreign, used, old, blocked or other-kind one, even as raw rows of the app role', async () => {
    const stage = await scene()
    const other = await scene()
    const decision = await ask(stage.ctx, stage)
    const foreign = await ask(other.ctx, other)
    const blocked = await ask(await world.ctx(stage.collector, new Date('2026-06-15T15:00:00.000Z')), stage)
    const late = await world.ctx(stage.collector, addMinutes(NOON, 11))
    expect(await refusal(insertContact(stage.ctx, callRow(stage, decision, stage.ctx, { guardDecisionId: null })))).toBe('decision_missing')
    expect(await refusal(insertContact(stage.ctx, callRow(stage, foreign, stage.ctx)))).not.toBe('accepted')
    expect(await refusal(insertContact(stage.ctx, callRow(stage, blocked, stage.ctx)))).not.toBe('accepted')
    expect(await refusal(insertContact(stage.ctx, callRow(stage, decision, stage.ctx, { kind: 'sms' })))).not.toBe('accepted')
    expect(await refusal(insertContact(late, callRow(stage, decision, late)))).not.toBe('accepted')
    expect(await refusal(insertContact(stage.ctx, callRow(stage, decision, stage.ctx)))).toBe('accepted')
    expect(await refusal(insertContact(stage.ctx, callRow(stage, decision, stage.ctx)))).not.toBe('accepted')
  })

  it('and a decision, an allowance or a relabelled direction written by the app itself', async () => {
    const stage = await scene()
    const decision = await ask(stage.ctx, stage)
    await insertContact(stage.ctx, callRow(stage, decision, stage.ctx))
    const denied = (statement: ReturnType<typeof sql>) => refusal(transaction(stage.ctx, inner => inner.db.execute(statement)))
    for (const statement of [
      sql`insert into guard_decisions select * from guard_decisions`,
      sql`update guard_decisions set decision = 'allowed'`,
      sql`delete from guard_allowances`,
      sql`update contacts set direction = 'in', guard_decision_id = null`,
      sql`delete from contacts`,
      sql`select is_free from guard_clock`,
    ]) {
      expect(await denied(statement)).not.toBe('accepted')
    }
  })

  it('and a message handed over without its own guarded contact', async () => {
    const stage = await scene()
    const statement = sql`insert into messages (borrower_id, id, lender_id, kind, purpose, template_code, locale, to_masked, subject, body, trust_code, status, send_after, unique_key, created_at)
      values (${stage.person.id}, ${newId()}, ${stage.lender.id}, 'sms', 'collection', 'x', 'en', 'x', '', 'x', 'x', 'handed', now(), ${newId()}, now())`
    expect(await refusal(transaction(stage.ctx, inner => inner.db.execute(statement)))).not.toBe('accepted')
  })
})

describe('row-level security alone', () => {
  it('shows no row of another lender or another borrower, and none without an actor', async () => {
    const mine = await scene()
    const theirs = await scene()
    const neighbour = await world.borrower(mine.lender.id)
    await world.openCase(mine.lender.id, neighbour.id)
    const tables = await world.owner.db.execute<{ name: string }>(sql`select relname as name from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
      and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'lender_id')`)
    expect(tables.length).toBeGreaterThan(35)
    const asBorrower = await world.borrowerCtx(mine.lender.id, mine.person.id)
    for (const { name } of tables) {
      const foreign = await read(mine.ctx, inner => inner.db.execute(sql`select 1 from ${sql.identifier(name)} where lender_id = ${theirs.lender.id}`))
      expect(foreign, name).toHaveLength(0)
      const bare = await world.app.db.execute(sql`select 1 from ${sql.identifier(name)}`)
      expect(bare, name).toHaveLength(0)
    }
    const seen = await read(asBorrower, inner => inner.db.execute<{ borrower_id: string }>(sql`select distinct borrower_id from cases`))
    expect(seen.map(row => row.borrower_id)).toEqual([mine.person.id])
    await expect(
      transaction(asBorrower, inner => inner.db.execute(sql`update cases set due_cents = 0 where borrower_id = ${neighbour.id} returning 1`)).then(rows => rows.length),
    ).resolves.toBe(0)
  })
})
