import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cases, searchTokens } from '@/db/schema'
import { searchTokensOf } from '../borrowers/search'
import type { Ctx } from '../context'
import { addDays, addMinutes, localDate } from '../dates'
import { useDatabase } from '../testing/database'
import { refusalOf } from '../testing/desk-scene'
import { openWorld, type World } from '../testing/world'
import { readQueueFilter, type QueueFilter } from './queue-filter'
import { listQueue } from './queue-queries'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const filter = (change: Partial<QueueFilter> = {}): QueueFilter => ({
  ...readQueueFilter(new URLSearchParams()),
  view: 'all',
  ...change,
})

async function book(count: number) {
  const lender = await world.lender()
  const made = []
  for (let i = 0; i < count; i++) made.push(await world.openCase(lender.id, (await world.borrower(lender.id)).id))
  const supervisor = await world.staff(lender.id, 'supervisor')
  return { lender, made, supervisor, ctx: await world.ctx(supervisor) }
}

async function pages(ctx: Ctx, asked: QueueFilter): Promise<string[][]> {
  const found: string[][] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof listQueue>> = await listQueue(ctx, { ...asked, cursor })
    found.push(page.rows.map(row => row.token))
    cursor = page.nextCursor
  } while (cursor)
  return found
}

describe('the queue', () => {
  it('pages through equal ranks without losing or repeating a case', async () => {
    const { ctx, lender } = await book(130)
    await world.owner.db.update(cases).set({ rankScore: 7 }).where(eq(cases.lenderId, lender.id))
    const found = await pages(ctx, filter())
    expect(found.map(page => page.length)).toEqual([60, 60, 10])
    expect(new Set(found.flat()).size).toBe(130)
    expect((await listQueue(ctx, filter())).count).toBe(130)
  })

  it('shows the highest rank first and keeps mine, pool and all apart', async () => {
    const { ctx, made, supervisor } = await book(3)
    const [first, second] = made
    await world.owner.db
      .update(cases)
      .set({ rankScore: 90 })
      .where(eq(cases.id, second?.id ?? ''))
    await world.owner.db
      .update(cases)
      .set({ ownerId: supervisor.id })
      .where(eq(cases.id, first?.id ?? ''))
    const all = await listQueue(ctx, filter())
    expect(all.rows[0]?.number).toBe(`C-${second?.id.slice(-12)}`)
    expect((await listQueue(ctx, filter({ view: 'mine' }))).rows.map(row => row.isMine)).toEqual([true])
    expect((await listQueue(ctx, filter({ view: 'pool' }))).count).toBe(2)
  })

  it('keeps snoozed, held and planned cases in lists of their own', async () => {
    const { ctx, made } = await book(4)
    const set = (index: number, to: Partial<typeof cases.$inferInsert>) =>
      world.owner.db
        .update(cases)
        .set(to)
        .where(eq(cases.id, made[index]?.id ?? ''))
    await set(0, { wakesAt: addMinutes(ctx.now, 1) })
    await set(1, { queue: 'held' })
    await set(2, { queue: 'plan' })
    for (const list of ['work', 'snoozed', 'held', 'plan'] as const)
      expect((await listQueue(ctx, filter({ list }))).count, list).toBe(1)
  })

  it('cuts buckets at their first and last day', async () => {
    const { ctx, made } = await book(4)
    for (const [index, days] of [30, 31, 60, 61].entries()) {
      await world.owner.db
        .update(cases)
        .set({ oldestUnpaidDueOn: addDays(ctx.today, -days) })
        .where(eq(cases.id, made[index]?.id ?? ''))
    }
    const dpds = async (bucket: QueueFilter['bucket']) =>
      (await listQueue(ctx, filter({ bucket }))).rows.map(row => row.dpd).sort()
    expect(await dpds('M1')).toEqual([30])
    expect(await dpds('M2')).toEqual([31, 60])
    expect(await dpds('M3')).toEqual([61])
  })

  it('finds by name, pinyin and phone, in any list, only inside the lender', async () => {
    const { ctx, lender } = await book(1)
    const person = await world.borrower(lender.id, { name: '欧阳晓东', phone: '+8613912345678' })
    const found = await world.openCase(lender.id, person.id, { oldestUnpaidDueOn: localDate('2026-05-01') })
    await world.owner.db.update(cases).set({ queue: 'held' }).where(eq(cases.id, found.id))
    const tokens = searchTokensOf(lender.id, { name: '欧阳晓东', numbers: [], phones: [person.phone] })
    await world.owner.db.insert(searchTokens).values(tokens.map(token => ({ lenderId: lender.id, token, borrowerId: person.id })))
    for (const q of ['欧阳', '晓东', 'ouyang', 'oyxd', '13912345678', '5678']) {
      expect(
        (await listQueue(ctx, filter({ q }))).rows.map(row => row.name),
        q,
      ).toEqual(['欧阳晓东'])
    }
    expect((await listQueue(ctx, filter({ q: '王五' }))).rows).toEqual([])
    const stranger = await book(1)
    expect((await listQueue(stranger.ctx, filter({ q: '欧阳' }))).rows).toEqual([])
  })

  it('is closed to borrowers and to staff who work no cases', async () => {
    const { lender, made } = await book(1)
    const borrower = await world.borrowerCtx(lender.id, made[0]?.borrowerId ?? '')
    const admin = await world.ctx(await world.staff(lender.id, 'admin'))
    expect(await refusalOf(listQueue(borrower, filter()))).toBe('forbidden')
    expect(await refusalOf(listQueue(admin, filter()))).toBe('forbidden')
  })
})
