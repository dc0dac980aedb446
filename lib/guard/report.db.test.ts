import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../clock'
import { addMinutes, localDate } from '../dates'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { read, transaction } from '../transaction'
import { decideContact } from './commands'
import { listDecisions } from './queries'
import { blockedReport } from './report-queries'

const database = useDatabase()
let world: World
const NIGHT = addMinutes(NOON, 11 * 60)
const DAYS_LATER = addMinutes(NOON, 8 * 24 * 60)

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene() {
  const lender = await world.lender()
  const person = await world.borrower(lender.id)
  const found = await world.openCase(lender.id, person.id)
  const collector = await world.staff(lender.id, 'collector')
  const ask = async (now: Date) => {
    const ctx = await world.ctx(collector, now)
    return transaction(ctx, inner =>
      decideContact(inner, { borrowerId: person.id, caseId: found.id, kind: 'call', purpose: 'collection', contactPointId: person.phoneId, requestKey: newId() }),
    )
  }
  return { lender, collector, ask, supervisor: await world.staff(lender.id, 'supervisor') }
}

describe('the report of blocked attempts', () => {
  it('counts each decision once by rule, by who asked and by day, and its counts open the same decisions', async () => {
    const { collector, ask, supervisor } = await scene()
    for (let i = 0; i < 3; i++) expect((await ask(addMinutes(NIGHT, i))).decision).toBe('blocked')
    expect((await ask(addMinutes(NOON, 24 * 60))).decision).toBe('allowed')
    const ctx = await world.ctx(supervisor, addMinutes(NOON, 25 * 60))
    const report = await blockedReport(ctx, 7)
    expect(report.since).toBe('2026-06-10')
    expect(report.rules).toContainEqual(expect.objectContaining({ rule: 'quiet_hours', blocked: 3, needsReason: 0, withReason: 0 }))
    expect(report.staff).toEqual([{ actorId: collector.id, actorKind: 'staff', name: '测试员', blocked: 3, needsReason: 0, withReason: 0 }])
    expect(report.days).toEqual([{ day: '2026-06-15', blocked: 3, needsReason: 0, withReason: 0 }])
    for (const filter of [{ rule: 'quiet_hours' }, { by: collector.id }, { from: NOON, to: addMinutes(NOON, 12 * 60) }]) {
      expect(await listDecisions(ctx, { decision: 'blocked', ...filter })).toHaveLength(3)
    }
    expect(await listDecisions(ctx, { decision: 'blocked', rule: 'no_such_rule' })).toHaveLength(0)
  })

  it('opens the decisions of a rule page by page, narrowed by everything else, and of no other lender', async () => {
    const { ask, supervisor } = await scene()
    for (let i = 0; i < 5; i++) await ask(addMinutes(NIGHT, i))
    await ask(addMinutes(NOON, 24 * 60))
    const ctx = await world.ctx(supervisor, addMinutes(NOON, 25 * 60))
    const all = await listDecisions(ctx, { rule: 'quiet_hours' })
    const first = await listDecisions(ctx, { rule: 'quiet_hours', limit: 3 })
    const last = first.at(-1)
    const second = await listDecisions(ctx, { rule: 'quiet_hours', limit: 3, cursor: last && { decidedAt: last.decidedAt, id: last.id } })
    expect([...first, ...second].map(row => row.id)).toEqual(all.map(row => row.id))
    expect(all.map(row => row.decidedAt.getTime())).toEqual(all.map(row => row.decidedAt.getTime()).toSorted((a, b) => b - a))
    const [one] = all
    const narrowed: [Parameters<typeof listDecisions>[1], number][] = [
      [{ decision: 'needs_reason' }, 0],
      [{ decision: 'blocked', borrowerId: one?.borrowerId }, 5],
      [{ caseNumber: one?.caseNumber ?? '' }, 5],
      [{ caseNumber: 'none such' }, 0],
      [{ borrowerId: newId() }, 0],
      [{ day: localDate('2026-06-15') }, 5],
      [{ day: localDate('2026-06-16') }, 0],
      [{ day: localDate('2026-06-15'), from: addMinutes(NIGHT, 3) }, 2],
      [{ to: addMinutes(NIGHT, 2) }, 2],
      [{ onlyReasoned: true }, 0],
    ]
    for (const [filter, count] of narrowed) expect(await listDecisions(ctx, { rule: 'quiet_hours', ...filter }), JSON.stringify(filter)).toHaveLength(count)
    const other = await scene()
    expect(await listDecisions(await world.ctx(other.supervisor, NIGHT), { rule: 'quiet_hours' })).toEqual([])
  })

  it('keeps the list of rules by itself: nobody writes it, a borrower does not see it', async () => {
    const { ask, supervisor } = await scene()
    await ask(NIGHT)
    const ctx = await world.ctx(supervisor, NIGHT)
    for (const statement of [sql`insert into guard_decision_rules select * from guard_decision_rules`, sql`delete from guard_decision_rules`, sql`update guard_decision_rules set rule = 'other'`]) {
      await expect(transaction(ctx, inner => inner.db.execute(statement))).rejects.toThrow()
    }
    const [found] = await listDecisions(ctx, { rule: 'quiet_hours' })
    const person = { ...ctx, actor: { kind: 'borrower' as const, id: found?.borrowerId ?? '', lenderId: ctx.actor.lenderId } }
    expect(await read(person, inner => inner.db.execute(sql`select 1 from guard_decision_rules`))).toHaveLength(0)
  })

  it('forgets what is older than its days, sees no other lender, and is not for collectors', async () => {
    const stage = await scene()
    await stage.ask(NIGHT)
    const later = await blockedReport(await world.ctx(stage.supervisor, DAYS_LATER), 7)
    expect(later.rules).toEqual([])
    expect((await blockedReport(await world.ctx(stage.supervisor, DAYS_LATER), 30)).days).toHaveLength(1)
    const other = await scene()
    expect((await blockedReport(await world.ctx(other.supervisor, NIGHT), 30)).days).toEqual([])
    await expect(blockedReport(await world.ctx(stage.collector, NIGHT), 7)).rejects.toMatchObject({ code: 'forbidden' })
  })
})
