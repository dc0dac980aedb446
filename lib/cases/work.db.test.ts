import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, cases } from '@/db/schema'
import { addDays, addMinutes, atHour } from '../dates'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { assignCase, reassignCases } from './assign-commands'
import { readQueueFilter } from './queue-filter'
import { listQueue } from './queue-queries'
import { addNote, claimCase, finishCase, nextCase, snoozeCase, wakeCase } from './work-commands'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function pool(count: number) {
  const lender = await world.lender()
  for (let i = 0; i < count; i++) await world.openCase(lender.id, (await world.borrower(lender.id)).id)
  return lender
}

describe('the next case', () => {
  it('is never the same for twenty people who ask at once, and ends with the pool', async () => {
    const lender = await pool(15)
    const people = await Promise.all(Array.from({ length: 20 }, () => world.staff(lender.id, 'collector')))
    const got = await Promise.all(people.map(async person => nextCase(await world.ctx(person))))
    const ids = got.flatMap(key => (key ? [key.caseId] : []))
    expect(ids).toHaveLength(15)
    expect(new Set(ids).size).toBe(15)
  })

  it('is the person’s own before the pool’s, by rank, and free again when the claim runs out', async () => {
    const lender = await pool(3)
    const me = await world.staff(lender.id, 'collector')
    const rows = await world.owner.db.select().from(cases).where(eq(cases.lenderId, lender.id))
    const [low, high, owned] = rows.map(row => row.id)
    const set = (id: string | undefined, to: Partial<typeof cases.$inferInsert>) =>
      world.owner.db
        .update(cases)
        .set(to)
        .where(eq(cases.id, id ?? ''))
    await set(low, { rankScore: 5 })
    await set(high, { rankScore: 50 })
    await set(owned, { rankScore: 1, ownerId: me.id })
    const ctx = await world.ctx(me)
    expect((await nextCase(ctx))?.caseId).toBe(owned)
    expect((await nextCase(ctx))?.caseId).toBe(high)
    expect((await nextCase(ctx))?.caseId).toBe(low)
    expect(await nextCase(ctx)).toBeNull()
    expect((await nextCase(await world.ctx(me, addMinutes(NOON, 16))))?.caseId).toBe(owned)
  })

  it('leaves out what is held, kept by a plan, asleep or another lender’s', async () => {
    const lender = await pool(3)
    await pool(1)
    const rows = await world.owner.db.select().from(cases).where(eq(cases.lenderId, lender.id))
    const changes = [{ queue: 'held' }, { queue: 'plan' }, { wakesAt: addMinutes(NOON, 1) }]
    for (const [index, row] of rows.entries())
      await world.owner.db
        .update(cases)
        .set(changes[index] ?? {})
        .where(eq(cases.id, row.id))
    expect(await nextCase(await world.ctx(await world.staff(lender.id, 'collector')))).toBeNull()
  })

  it('is not for reviewers', async () => {
    const lender = await pool(1)
    expect(await refusalOf(world.staff(lender.id, 'reviewer').then(async who => nextCase(await world.ctx(who))))).toBe(
      'forbidden',
    )
  })
})

describe('a case in hand', () => {
  it('says who has it, and is taken over only on purpose', async () => {
    const { key, ctx, lender, collector } = await deskScene(world)
    const other = await world.ctx(await world.staff(lender.id, 'collector'))
    expect(await claimCase(ctx, key)).toMatchObject({ isMine: true })
    expect(await claimCase(other, key)).toEqual({ claimedBy: collector.id, isMine: false })
    expect(await claimCase(other, key, true)).toMatchObject({ isMine: true })
  })

  it('rests until tomorrow when done and becomes the worker’s own; waking takes it back', async () => {
    const { key, ctx, collector, row } = await deskScene(world)
    await finishCase(ctx, key)
    expect(await row()).toMatchObject({ ownerId: collector.id, wakesAt: atHour(addDays(ctx.today, 1), 0, ctx.lender.timeZone), claimedBy: null })
    await wakeCase(ctx, key)
    expect(await row()).toMatchObject({ wakesAt: null })
  })

  it('sleeps at most thirty days and never into the past', async () => {
    const { key, ctx, row } = await deskScene(world)
    for (const days of [0, -1, 31]) {
      expect(await refusalOf(snoozeCase(ctx, { ...key, until: addDays(ctx.today, days), reason: 'not_now' }))).toBe(
        'check_fields',
      )
    }
    await snoozeCase(ctx, { ...key, until: addDays(ctx.today, 30), reason: 'waiting_reply' })
    expect((await row()).wakesAt).toEqual(atHour(addDays(ctx.today, 30), 0, ctx.lender.timeZone))
  })

  it('is put away until an hour of today and comes back at that hour, not a second before', async () => {
    const { key, ctx, collector, row } = await deskScene(world)
    const opens = addMinutes(ctx.now, 90)
    for (const until of [ctx.now, addMinutes(ctx.now, -1), atHour(addDays(ctx.today, 31), 0, ctx.lender.timeZone)])
      expect(await refusalOf(snoozeCase(ctx, { ...key, until, reason: 'not_allowed_yet' }))).toBe('check_fields')
    await snoozeCase(ctx, { ...key, until: opens, reason: 'not_allowed_yet' })
    expect((await row()).wakesAt).toEqual(opens)
    const at = (minutes: number) => world.ctx(collector, addMinutes(ctx.now, minutes))
    const filter = readQueueFilter(new URLSearchParams('view=all'))
    expect((await listQueue(await at(89), filter)).count).toBe(0)
    expect(await nextCase(await at(89))).toBeNull()
    expect((await listQueue(await at(90), filter)).count).toBe(1)
    expect(await nextCase(await at(90))).toEqual(key)
  })

  it('is another lender’s business to nobody', async () => {
    const mine = await deskScene(world)
    const theirs = await deskScene(world)
    const until = addDays(mine.ctx.today, 2)
    const attempts = [
      claimCase(theirs.ctx, mine.key),
      finishCase(theirs.ctx, mine.key),
      wakeCase(theirs.ctx, mine.key),
      snoozeCase(theirs.ctx, { ...mine.key, until, reason: 'not_now' }),
      addNote(theirs.ctx, { ...mine.key, body: 'x' }),
    ]
    expect(await Promise.all(attempts.map(refusalOf))).toEqual(attempts.map(() => 'not_found'))
    expect(await refusalOf(claimCase(mine.ctx, { ...mine.key, borrowerId: theirs.person.id }))).toBe('not_found')
  })

  it('takes a note, but no card number, and leaves a trace', async () => {
    const { key, ctx } = await deskScene(world)
    expect(await refusalOf(addNote(ctx, { ...key, body: '卡号 4111 1111 1111 1111' }))).toBe('check_fields')
    const { noteId } = await addNote(ctx, { ...key, body: '下月发工资' })
    const traces = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.caseId, key.caseId))
    expect(traces.find(trace => trace.type === 'case.noted')?.data).toEqual({ noteId })
  })
})

describe('handing on', () => {
  it('is the supervisor’s, to somebody who works cases here', async () => {
    const { key, ctx, lender, collector, row } = await deskScene(world)
    const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'))
    const reviewer = await world.staff(lender.id, 'reviewer')
    expect(await refusalOf(assignCase(ctx, { ...key, ownerId: collector.id }))).toBe('forbidden')
    expect(await refusalOf(assignCase(supervisor, { ...key, ownerId: reviewer.id }))).toBe('check_fields')
    await assignCase(supervisor, { ...key, ownerId: collector.id })
    expect((await row()).ownerId).toBe(collector.id)
    expect(await assignCase(supervisor, { ...key, ownerId: null })).toEqual({ before: collector.id })
  })

  it('moves the number asked for and nobody’s open case', async () => {
    const lender = await pool(5)
    const to = await world.staff(lender.id, 'collector')
    const busy = await world.staff(lender.id, 'collector')
    await nextCase(await world.ctx(busy))
    const supervisor = await world.ctx(await world.staff(lender.id, 'supervisor'))
    expect(await reassignCases(supervisor, { fromId: null, toId: to.id, count: 3 })).toEqual({ moved: 3 })
    expect(await reassignCases(supervisor, { fromId: null, toId: to.id, count: 50 })).toEqual({ moved: 1 })
  })
})
