import { sql } from 'drizzle-orm'
import { newId } from '@/lib/clock'
import { localDate } from '@/lib/dates'
import { openContext } from '@/lib/lenders/queries'
import { cents } from '@/lib/money'
import { recordPayment } from '@/lib/payments/commands'
import { runSweep } from '@/lib/jobs/run-sweep'
import { NOW } from './book'
import { perSecond, printRow, seconds } from './measure'
import type { BenchWorld } from './world'

/** Payments exactly once, through the command of the API; the floor is a transaction of five bare inserts. */
export async function benchPayments(world: BenchWorld, lenderId: string): Promise<void> {
  const ctx = await openContext(world.app.db, { kind: 'api', id: newId(), lenderId, scopes: ['payment:record'] }, NOW, 'bench')
  const count = 2000
  const rate = await perSecond(count, 16, piece =>
    recordPayment(ctx, {
      target: { kind: 'loan', number: `L${piece + 1}` },
      amountCents: cents(5000),
      currency: 'CNY',
      effectiveOn: localDate('2026-06-15'),
      channel: 'bank_transfer',
      source: 'bench',
      externalId: `p${piece}`,
      idempotencyKey: `bench-${piece}`,
    }),
  )
  await world.owner.db.execute(sql`create table bench_floor (k uuid, id uuid primary key, n bigint, t text)`)
  const floor = await perSecond(count, 16, () =>
    world.owner.db.transaction(async tx => {
      for (let i = 0; i < 5; i++) await tx.execute(sql`insert into bench_floor values (uuidv7(), uuidv7(), 5000, 'a row of usual length with some text in it')`)
    }),
  )
  printRow(`payments, 16 clients, ${count}`, `${rate.toFixed(0)}/s`, `${floor.toFixed(0)}/s`, floor / rate)
}

/** The night's ageing after one day has passed; the floor is the bare UPDATE of as many cases. A second run must write nothing. */
export async function benchSweep(world: BenchWorld, lenderId: string): Promise<void> {
  const tomorrow = new Date(NOW.getTime() + 86_400_000)
  const ctx = await openContext(world.app.db, { kind: 'system', id: null, lenderId }, tomorrow, 'bench')
  let changed = 0
  const ours = await seconds(async () => {
    const run = await runSweep('ageing', ctx)
    changed = run.changed.updated ?? 0
  })
  const again = await runSweep('ageing', ctx)
  if (again.outcome !== 'done_before') throw new Error('the second sweep of a day did something')
  const floor = await seconds(() =>
    world.owner.db.execute(sql`update cases set figures_on = figures_on, rank_score = rank_score where ctid in (select ctid from cases where lender_id = ${lenderId} limit ${changed})`),
  )
  printRow(`daily sweep, ${changed} cases moved`, `${ours.toFixed(2)} s`, `${floor.toFixed(2)} s`, ours / floor)
}
