import { sql } from 'drizzle-orm'
import { newId } from '@/lib/clock'
import { localDate } from '@/lib/dates'
import { openContext } from '@/lib/lenders/queries'
import { cents } from '@/lib/money'
import { checkLedger } from '@/lib/ledger/check-commands'
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

/** The night's check of a whole book by sums, then the replay of its slice; the floor is one bare sum over the same postings. */
export async function benchLedgerCheck(world: BenchWorld, lenderId: string): Promise<void> {
  const dayAfter = new Date(NOW.getTime() + 2 * 86_400_000)
  const ctx = await openContext(world.app.db, { kind: 'system', id: null, lenderId }, dayAfter, 'bench')
  // Found before anything is inserted: a search among rows that grow meanwhile takes the square of their number.
  await world.owner.db.execute(sql`create table bench_unopened as select b.borrower_id, b.loan_id from bench_book b
    where not exists (select from ledger_entries e where e.borrower_id = b.borrower_id and e.kind = 'opening')`)
  await world.owner.db.execute(sql`insert into ledger_entries (borrower_id, id, lender_id, loan_id, kind, effective_on, posted_at, actor_kind)
    select b.borrower_id, b.loan_id, ${lenderId}, b.loan_id, 'opening', '2026-06-15', ${NOW.toISOString()}::timestamptz, 'system' from bench_unopened b`)
  await world.owner.db.execute(sql`insert into ledger_postings (borrower_id, id, lender_id, entry_id, account, component, amount_cents)
    select b.borrower_id, uuidv7(), ${lenderId}, b.loan_id, a.account, 'principal', a.amount from bench_book b, (values ('receivable', 120000), ('funds', -120000)) a (account, amount)`)
  await world.owner.db.execute(sql`analyze`)
  let run = { loans: 0, replayed: 0, differences: 0 }
  const ours = await seconds(async () => void (run = await checkLedger(ctx, 0)))
  if (run.differences > 0) throw new Error(`the bench book differs from its history in ${run.differences} places`)
  const floor = await seconds(() =>
    world.owner.db.execute(sql`select e.loan_id, sum(p.amount_cents) from ledger_entries e join ledger_postings p on p.borrower_id = e.borrower_id and p.entry_id = e.id
      where e.lender_id = ${lenderId} group by e.loan_id having sum(p.amount_cents) <> 0`),
  )
  printRow(`ledger check, ${run.loans} loans by sums`, `${ours.toFixed(2)} s`, `${floor.toFixed(2)} s`, ours / floor)
  const replayed = await seconds(async () => void (run = await checkLedger(ctx)))
  printRow(`ledger check, all ${run.replayed} borrowers replayed`, `${replayed.toFixed(2)} s`, `${floor.toFixed(2)} s`, replayed / floor)
}
