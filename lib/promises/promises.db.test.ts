import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { holds, messages, paymentParts, payments, promises } from '@/db/schema'
import { newId } from '../clock'
import { addDays, addHours, localDate, type LocalDate } from '../dates'
import { cents } from '../money'
import { recordPayment } from '../payments/commands'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { applyPaymentToPromises, decideDuePromises } from './commands'
import { tellMissedReason } from './missed-commands'
import { cancelPromise, takePromise } from './taking-commands'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

type Scene = Awaited<ReturnType<typeof deskScene>>
const today = localDate('2026-06-15')
const promise = (scene: Scene, change: Partial<Parameters<typeof takePromise>[1]> = {}) =>
  takePromise(scene.ctx, {
    ...scene.key,
    amountCents: cents(100_000),
    dueOn: addDays(today, 5),
    contactId: null,
    toldOfLimitation: false,
    ...change,
  })
const promisesOf = (scene: Scene) =>
  world.owner.db.select().from(promises).where(eq(promises.borrowerId, scene.person.id)).orderBy(promises.createdAt)
const runningHolds = async (scene: Scene) =>
  (await world.owner.db.select().from(holds).where(eq(holds.borrowerId, scene.person.id))).filter(hold => hold.endedAt === null)
const onDay = (scene: Scene, days: number) => world.ctx(scene.collector, addHours(NOON, days * 24))
const systemOn = (scene: Scene, days: number) => world.systemCtx(scene.lender.id, addHours(NOON, days * 24))

async function pay(scene: Scene, amountCents: number, effectiveOn: LocalDate, receivedAt = addHours(NOON, 1)) {
  const id = newId()
  await world.owner.db.insert(payments).values({
    borrowerId: scene.person.id, id, lenderId: scene.lender.id, amountCents: cents(amountCents), currency: 'CNY', effectiveOn, receivedAt,
    channel: 'bank', source: 'test', externalId: id, idempotencyKey: id, inputHash: id,
  }) // prettier-ignore
  await world.owner.db
    .insert(paymentParts)
    .values({
      borrowerId: scene.person.id,
      id: newId(),
      lenderId: scene.lender.id,
      paymentId: id,
      loanId: scene.loanId,
      amountCents: cents(amountCents),
    })
  return id
}
const reverse = (id: string) =>
  world.owner.db.update(payments).set({ status: 'reversed', reversedAt: NOON }).where(eq(payments.id, id))

describe('taking a promise', () => {
  it('pauses collection to its last day of grace, says so to the borrower, and there is one at a time', async () => {
    const scene = await deskScene(world)
    const both = await Promise.all([refusalOf(promise(scene)), refusalOf(promise(scene))])
    expect(both.sort()).toEqual(['accepted', 'promise_already_open'])
    const [hold] = await runningHolds(scene)
    expect(hold).toMatchObject({ reason: 'promise', endsAt: new Date(`${addDays(today, 8)}T16:00:00.000Z`) })
    expect((await scene.row()).queue).toBe('held')
    const sent = await world.owner.db.select().from(messages).where(eq(messages.borrowerId, scene.person.id))
    expect(sent).toMatchObject([{ templateCode: 'promise_confirmation', status: 'queued' }])
  })

  it('refuses yesterday, beyond the horizon and more than is owed', async () => {
    const scene = await deskScene(world)
    for (const change of [{ dueOn: addDays(today, -1) }, { dueOn: addDays(today, 31) }, { amountCents: cents(99_000_000) }]) {
      expect(await refusalOf(promise(scene, change))).toBe('check_fields')
    }
    await promise(scene, { dueOn: addDays(today, 30) })
  })

  it('needs the borrower told where the debt may be out of time', async () => {
    const scene = await deskScene(world)
    const later = await world.ctx(scene.collector, new Date('2029-06-10T04:00:00Z'))
    const input = { ...scene.key, amountCents: cents(100_000), dueOn: localDate('2029-06-12'), contactId: null }
    expect(await refusalOf(takePromise(later, { ...input, toldOfLimitation: false }))).toBe('check_fields')
    await takePromise(later, { ...input, toldOfLimitation: true })
  })

  it('is not for another lender or a reviewer', async () => {
    const scene = await deskScene(world)
    const stranger = await deskScene(world)
    expect(await refusalOf(promise({ ...scene, ctx: stranger.ctx }))).toBe('not_found')
    const reviewer = await world.ctx(await world.staff(scene.lender.id, 'reviewer'))
    expect(await refusalOf(promise({ ...scene, ctx: reviewer as Scene['ctx'] }))).toBe('forbidden')
  })
})

describe('keeping a promise', () => {
  it('is enough at 95 per cent, ends the pause, and a reversal opens it again', async () => {
    const scene = await deskScene(world)
    await promise(scene)
    const id = await pay(scene, 95_000, addDays(today, 2))
    const later = await systemOn(scene, 2)
    await applyPaymentToPromises(later, scene.person.id)
    expect(await promisesOf(scene)).toMatchObject([{ status: 'kept', paidCents: 95_000 }])
    expect(await runningHolds(scene)).toEqual([])
    await reverse(id)
    await applyPaymentToPromises(later, scene.person.id)
    expect(await promisesOf(scene)).toMatchObject([{ status: 'open', paidCents: 0, decidedAt: null }])
    expect(await runningHolds(scene)).toMatchObject([{ reason: 'promise' }])
    expect(await applyPaymentToPromises(later, scene.person.id)).toEqual({ changed: 0 })
  })

  it('counts no money from before the promise, after its grace, or one cent too little', async () => {
    const scene = await deskScene(world)
    await pay(scene, 100_000, today, addHours(NOON, -1))
    await promise(scene)
    await pay(scene, 94_999, addDays(today, 8))
    await pay(scene, 50_000, addDays(today, 9))
    await decideDuePromises(await systemOn(scene, 8))
    expect(await promisesOf(scene)).toMatchObject([{ status: 'open' }])
    expect(await decideDuePromises(await systemOn(scene, 9))).toEqual({ decided: 1 })
    expect(await promisesOf(scene)).toMatchObject([{ status: 'broken', paidCents: 94_999 }])
  })

  it('breaks once, however often the sweep runs, and the case is awake again', async () => {
    const scene = await deskScene(world)
    await promise(scene)
    const ninth = await systemOn(scene, 9)
    expect(await decideDuePromises(ninth)).toEqual({ decided: 1 })
    expect(await decideDuePromises(ninth)).toEqual({ decided: 0 })
    expect(await scene.row()).toMatchObject({ queue: 'work', wakesAt: null })
    expect((await scene.row()).rankReasons.map(reason => reason.code)).toContain('broken_promise')
  })

  it('lets a newer promise stand when the older one’s money is taken back', async () => {
    const scene = await deskScene(world)
    await promise(scene)
    const id = await pay(scene, 100_000, addDays(today, 1))
    await applyPaymentToPromises(await systemOn(scene, 1), scene.person.id)
    const next = { ...scene, ctx: await onDay(scene, 2) }
    await promise(next, { dueOn: addDays(today, 10) })
    await reverse(id)
    await applyPaymentToPromises(await systemOn(scene, 2), scene.person.id)
    expect((await promisesOf(scene)).map(row => row.status)).toEqual(['cancelled', 'open'])
  })
})

describe('a promise about a debt that is gone', () => {
  it('is kept by money of any day, but not by money that came after its days', async () => {
    const scene = await deskScene(world)
    await promise(scene)
    await pay(scene, 2_000_000, addDays(today, -1))
    expect(await decideDuePromises(await systemOn(scene, 9))).toEqual({ decided: 1 })
    expect(await promisesOf(scene)).toMatchObject([{ status: 'kept', paidCents: 0 }])
    const late = await deskScene(world)
    await promise(late)
    await pay(late, 2_000_000, addDays(today, 9))
    await decideDuePromises(await systemOn(late, 9))
    expect(await promisesOf(late)).toMatchObject([{ status: 'broken' }])
  })
})

describe('the sweep', () => {
  it('waits for a payment that holds the case, and neither fails', async () => {
    const scene = await deskScene(world)
    await promise(scene)
    const ctx = await systemOn(scene, 9)
    const post = () =>
      recordPayment(ctx, {
        ...{ target: { kind: 'borrower' as const, number: `B-${scene.person.id.slice(-12)}` }, amountCents: cents(1_000), currency: 'CNY' as const },
        ...{ effectiveOn: ctx.today, channel: 'bank_transfer' as const, source: 'test', externalId: newId(), idempotencyKey: newId() },
      })
    const answers = await Promise.all([post(), decideDuePromises(ctx), post(), decideDuePromises(ctx), post()].map(refusalOf))
    expect(answers).toEqual(Array.from({ length: 5 }, () => 'accepted'))
    expect(await promisesOf(scene)).toMatchObject([{ status: 'broken' }])
  })
})

describe('cancelling', () => {
  it('ends the pause; a decided promise stays decided', async () => {
    const scene = await deskScene(world)
    const { promiseId } = await promise(scene)
    const input = { borrowerId: scene.person.id, promiseId, reason: 'asked' }
    expect(await refusalOf(cancelPromise((await deskScene(world)).ctx, input))).toBe('not_found')
    await cancelPromise(scene.ctx, input)
    expect(await runningHolds(scene)).toEqual([])
    expect(await refusalOf(cancelPromise(scene.ctx, input))).toBe('promise_already_decided')
  })
})

describe('a promise in parts', () => {
  const inParts = (scene: Scene) => promise(scene, { amountCents: cents(50_000), dueOn: addDays(today, 2), moreParts: [{ amountCents: cents(50_000), dueOn: addDays(today, 9) }] })

  it('is confirmed with every amount and its day', async () => {
    const scene = await deskScene(world)
    await inParts(scene)
    const [sent] = await world.owner.db.select().from(messages).where(eq(messages.borrowerId, scene.person.id))
    expect(sent?.body).toContain('您告知还款2026年6月17日前¥500.00、2026年6月24日前¥500.00，在此之前')
  })

  it('keeps the shares of the day it was taken on', async () => {
    const scene = await deskScene(world)
    const policy = { ...scene.ctx.lender.policy, promises: { kinds: { part: { partialPpm: 500_000 } } } }
    await promise({ ...scene, ctx: { ...scene.ctx, lender: { ...scene.ctx.lender, policy } } })
    await pay(scene, 60_000, addDays(today, 2))
    await decideDuePromises(await systemOn(scene, 9))
    expect(await promisesOf(scene)).toMatchObject([{ status: 'partly_kept', partialPpm: 500_000 }])
  })

  it('goes on after its first day is covered, pauses collection to its last, and is kept', async () => {
    const scene = await deskScene(world)
    await inParts(scene)
    expect(await promisesOf(scene)).toMatchObject([{ kind: 'instalments', amountCents: 100_000, dueOn: addDays(today, 9), nextDueOn: addDays(today, 2) }])
    await pay(scene, 50_000, addDays(today, 2))
    await applyPaymentToPromises(await onDay(scene, 2), scene.person.id)
    expect(await promisesOf(scene)).toMatchObject([{ status: 'open', paidCents: 50_000, nextDueOn: addDays(today, 9) }])
    await decideDuePromises(await systemOn(scene, 8))
    expect(await promisesOf(scene)).toMatchObject([{ status: 'open' }])
    expect(await runningHolds(scene)).toHaveLength(1)
    await pay(scene, 50_000, addDays(today, 9))
    await applyPaymentToPromises(await onDay(scene, 9), scene.person.id)
    expect(await promisesOf(scene)).toMatchObject([{ status: 'kept', nextDueOn: null }])
    expect(await runningHolds(scene)).toHaveLength(0)
  })

  it('breaks at the first day that is missed, and a back-dated payment takes that back', async () => {
    const scene = await deskScene(world)
    await inParts(scene)
    expect(await decideDuePromises(await systemOn(scene, 6))).toEqual({ decided: 1 })
    expect(await promisesOf(scene)).toMatchObject([{ status: 'broken' }])
    await pay(scene, 50_000, addDays(today, 1))
    await applyPaymentToPromises(await onDay(scene, 6), scene.person.id)
    expect(await promisesOf(scene)).toMatchObject([{ status: 'open', nextDueOn: addDays(today, 9) }])
    expect(await runningHolds(scene)).toHaveLength(1)
  })

  it('is refused with each field that does not fit, and when there were too many', async () => {
    const scene = await deskScene(world)
    const parts = (days: number) => promise(scene, { amountCents: cents(100), moreParts: [{ amountCents: cents(100), dueOn: addDays(today, days) }] })
    await expect(parts(31)).rejects.toMatchObject({ details: { fields: { dueOn: 'promise_too_far' } } })
    await expect(parts(5)).rejects.toMatchObject({ details: { fields: { dueOn: 'promise_dates_not_ascending' } } })
    const strict = { ...scene.ctx, lender: { ...scene.ctx.lender, policy: { ...scene.ctx.lender.policy, promises: { most: { count: 1, days: 30 } } } } }
    const { promiseId } = await promise(scene)
    await cancelPromise(scene.ctx, { borrowerId: scene.person.id, promiseId, reason: 'asked' })
    await expect(promise({ ...scene, ctx: strict })).rejects.toMatchObject({ message: 'promise_too_many', details: { values: { count: 1, days: 30 } } })
  })
})

describe('why a promise was not kept', () => {
  it('is told once, only of a missed one, and by who may', async () => {
    const scene = await deskScene(world)
    const { promiseId } = await promise(scene)
    const told = { borrowerId: scene.person.id, promiseId, reason: 'income_late' as const, note: 'paid on the 25th' }
    expect(await refusalOf(tellMissedReason(scene.ctx, told))).toBe('promise_not_missed')
    await decideDuePromises(await systemOn(scene, 9))
    const other = await world.lender()
    await expect(tellMissedReason(await world.ctx(await world.staff(other.id, 'supervisor')), told)).rejects.toMatchObject({ code: 'not_found' })
    await expect(tellMissedReason(await world.ctx(await world.staff(scene.lender.id, 'reviewer')), told)).rejects.toMatchObject({ code: 'forbidden' })
    const answers = await Promise.allSettled([tellMissedReason(scene.ctx, told), tellMissedReason(scene.ctx, told)])
    expect(answers.map(answer => answer.status).toSorted()).toEqual(['fulfilled', 'rejected'])
    expect(await promisesOf(scene)).toMatchObject([{ status: 'broken', missedReason: 'income_late', missedNote: 'paid on the 25th' }])
    expect(await refusalOf(tellMissedReason(scene.ctx, told))).toBe('promise_reason_told')
  })
})
