import { sql } from 'drizzle-orm'
import { lenders, staffAccounts, staffRoles } from '@/db/schema'
import { newId } from '@/lib/clock'
import type { StaffActor } from '@/lib/context'
import { testPolicy } from '@/lib/testing/world'
import type { BenchWorld } from './world'

export const NOW = new Date('2026-06-15T04:00:00.000Z')

export async function makeBenchLender(world: BenchWorld): Promise<{ lenderId: string; collectors: StaffActor[] }> {
  const lenderId = newId()
  await world.owner.db.insert(lenders).values({
    id: lenderId,
    slug: 'bench',
    nameEn: 'Bench',
    nameZhCn: '测速',
    currency: 'CNY',
    timeZone: 'Asia/Shanghai',
    locale: 'zh-CN',
    hotline: '400-000-0000',
    packs: [],
    policy: testPolicy,
    createdAt: NOW,
  })
  const collectors: StaffActor[] = []
  for (let i = 0; i < 20; i++) {
    const id = newId()
    await world.owner.db.insert(staffAccounts).values({ lenderId, id, email: `${id}@bench.example`, name: `催收员 ${i}`, passwordHash: 'x', createdAt: NOW })
    await world.owner.db.insert(staffRoles).values({ lenderId, staffId: id, role: 'collector' })
    collectors.push({ kind: 'staff', id, lenderId, roles: ['collector'], sessionId: newId(), name: `催收员 ${i}` })
  }
  return { lenderId, collectors }
}

/**
 * `count` borrowers, each with a loan of 1,200.00 over 12 months at no interest, due on the 1st to 28th, 1 to 330 days late, and an
 * open case. Made inside the database, so that what is measured is what comes after.
 */
export async function loadBook(world: BenchWorld, lenderId: string, count: number): Promise<void> {
  const db = world.owner.db
  await db.execute(sql`create table bench_book as
    select i, uuidv7() as borrower_id, uuidv7() as loan_id, uuidv7() as case_id, (1 + (i::bigint * 7919) % 330)::int as late from generate_series(1, ${count}) i`)
  await db.execute(sql`insert into borrowers (lender_id, id, number, name, locale, time_zone, created_at)
    select ${lenderId}, borrower_id, 'B' || i, '借款人' || i, 'zh-CN', 'Asia/Shanghai', ${NOW.toISOString()}::timestamptz from bench_book`)
  await db.execute(sql`insert into cases (borrower_id, id, lender_id, number, currency, stage, oldest_unpaid_due_on, due_cents, balance_cents, figures_on,
      rank_score, strategy_code, strategy_version, opened_on, changed_at)
    select borrower_id, case_id, ${lenderId}, 'C' || i, 'CNY', case when late <= 30 then 'early' when late <= 90 then 'middle' else 'late' end,
      date '2026-06-15' - late, 10000 * (1 + late / 30), 120000, '2026-06-15', ((i::bigint * 104729) % 997)::int, 'zhaolian', '1', date '2026-06-15' - late + 1, ${NOW.toISOString()}::timestamptz from bench_book`)
  await db.execute(sql`insert into loans (borrower_id, id, lender_id, number, case_id, product, currency, principal_cents, annual_rate_ppm, term_count, method,
      disbursed_on, first_due_on, status, oldest_unpaid_due_on, next_due_on, due_cents, balance_cents, figures_on, created_at)
    select borrower_id, loan_id, ${lenderId}, 'L' || i, case_id, 'bench', 'CNY', 120000, 0, 12, 'equal_instalment', (date '2026-06-15' - late - interval '1 month')::date,
      date '2026-06-15' - late, 'active', date '2026-06-15' - late, date '2026-06-16', 10000 * (1 + late / 30), 120000, '2026-06-15', ${NOW.toISOString()}::timestamptz from bench_book`)
  await db.execute(sql`insert into loan_schedules (borrower_id, id, lender_id, loan_id, version, from_on, created_at)
    select borrower_id, uuidv7(), ${lenderId}, loan_id, 1, (date '2026-06-15' - late - interval '1 month')::date, ${NOW.toISOString()}::timestamptz from bench_book`)
  await db.execute(sql`insert into instalments (borrower_id, id, lender_id, loan_id, version, number, due_on, principal_cents, interest_cents, penalty_cents, fee_cents)
    select borrower_id, uuidv7(), ${lenderId}, loan_id, 1, n, (date '2026-06-15' - late + (n - 1) * interval '1 month')::date, 10000, 0, 0, 0
    from bench_book, generate_series(1, 12) n`)
  await db.execute(sql`analyze`)
}
