import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditEvents, holds } from '@/db/schema'
import { addHours } from '../dates'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { endDueHolds, endHold, startHold } from './commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(async () => void (await world?.close()))

async function held(hours = 24) {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const found = await world.openCase(lender.id, borrower.id)
  const ctx = await world.ctx(await world.staff(lender.id, 'collector'))
  const input = {
    borrowerId: borrower.id,
    caseId: found.id,
    reason: 'illness' as const,
    sourceId: null,
    endsAt: addHours(NOON, hours),
  }
  const { holdId } = await startHold(ctx, input)
  return { lender, borrower, ctx, input, holdId }
}
const rows = (borrowerId: string) => world.owner.db.select().from(holds).where(eq(holds.borrowerId, borrowerId))
const events = async (borrowerId: string) =>
  (await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, borrowerId)))
    .map(event => event.type)
    .filter(type => type.startsWith('hold.'))

it('runs once for one reason, however many ask, and only gets longer', async () => {
  const { ctx, input, borrower, holdId } = await held()
  const again = await Promise.all(Array.from({ length: 5 }, () => startHold(ctx, input)))
  expect(again.every(answer => answer.holdId === holdId)).toBe(true)
  await startHold(ctx, { ...input, endsAt: addHours(NOON, 48) })
  await startHold(ctx, { ...input, endsAt: addHours(NOON, 2) })
  expect((await rows(borrower.id)).map(row => row.endsAt)).toEqual([addHours(NOON, 48)])
  expect(await events(borrower.id)).toEqual(['hold.started', 'hold.lengthened'])
})

it('ends by itself when its time has come, once', async () => {
  const { lender, borrower } = await held(24)
  expect(await endDueHolds(await world.systemCtx(lender.id, addHours(NOON, 23)))).toEqual({ ended: 0 })
  const late = await world.systemCtx(lender.id, addHours(NOON, 24))
  expect(await endDueHolds(late)).toEqual({ ended: 1 })
  expect(await endDueHolds(late)).toEqual({ ended: 0 })
  expect(await rows(borrower.id)).toMatchObject([{ endedReason: 'time_over' }])
  expect(await events(borrower.id)).toEqual(['hold.started', 'hold.ended'])
})

it('that cannot be ended stops none of the others', async () => {
  const { lender, ctx, borrower, holdId, input } = await held(24)
  const other = await world.borrower(lender.id)
  const { id: caseId } = await world.openCase(lender.id, other.id)
  await startHold(ctx, { ...input, borrowerId: other.id, caseId, endsAt: addHours(NOON, 24) })
  await world.owner.db.execute(sql`create function stuck() returns trigger language plpgsql as $$ begin raise exception 'stuck'; end $$`)
  await world.owner.db.execute(sql.raw(`create trigger stuck before update on holds for each row when (old.id = '${holdId}') execute function stuck()`))
  const late = await world.systemCtx(lender.id, addHours(NOON, 24))
  await expect(endDueHolds(late)).rejects.toThrow('1 holds could not be ended')
  expect([(await rows(borrower.id))[0]?.endedAt, (await rows(other.id))[0]?.endedReason]).toEqual([null, 'time_over'])
  await world.owner.db.execute(sql`drop trigger stuck on holds`)
  expect(await endDueHolds(late)).toEqual({ ended: 1 })
})

it('is ended by a supervisor, not by a collector, and not from another lender', async () => {
  const { lender, borrower, ctx, holdId } = await held()
  const input = { borrowerId: borrower.id, holdId, reason: 'mistake' }
  await expect(endHold(ctx, input)).rejects.toMatchObject({ code: 'forbidden' })
  const other = await world.lender()
  await expect(endHold(await world.ctx(await world.staff(other.id, 'supervisor')), input)).rejects.toMatchObject({
    code: 'not_found',
  })
  await endHold(await world.ctx(await world.staff(lender.id, 'supervisor')), input)
  expect(await rows(borrower.id)).toMatchObject([{ endedReason: 'mistake', endedAt: NOON }])
})

it('refuses an end that has passed and a case of another', async () => {
  const { ctx, input } = await held()
  await expect(startHold(ctx, { ...input, endsAt: NOON })).rejects.toMatchObject({ message: 'hold_in_past' })
  const other = await held()
  await expect(startHold(ctx, { ...input, caseId: other.input.caseId })).rejects.toMatchObject({ code: 'not_found' })
})
