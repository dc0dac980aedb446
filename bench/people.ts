import { sql } from 'drizzle-orm'
import { NOW } from './book'
import type { BenchWorld } from './world'

type Person = { borrower_id: string; id: string }

/** A number each, up to four contacts of the past weeks, and a hold on one in twenty; a second time it adds only who is not there yet. */
export async function preparePeople(world: BenchWorld, lenderId: string, most: number): Promise<Person[]> {
  const db = world.owner.db
  await db.execute(sql`update lenders set packs = array['cn-gbt-45251-2025', 'cn-cba-2026'] where id = ${lenderId}`)
  await db.execute(sql`insert into contact_points (borrower_id, id, lender_id, kind, relation, value_masked, value_cipher, value_index, created_at)
    select borrower_id, uuidv7(), ${lenderId}, 'phone', 'self', '138****0000', 'x', borrower_id::text::bytea, ${NOW.toISOString()}::timestamptz from bench_book where i <= ${most} on conflict do nothing`)
  await db.execute(sql`insert into guard_decisions (borrower_id, id, lender_id, kind, purpose, contact_point_id, decision, reasons, facts, packs, decided_at, actor_kind, request_key)
    select b.borrower_id, uuidv7(), ${lenderId}, case n % 2 when 0 then 'call' else 'sms' end, 'collection', p.id, 'allowed', '[]', '{}', '{}', ${NOW.toISOString()}::timestamptz - n * interval '50 hours', 'staff', 'past' || n
    from bench_book b join contact_points p on p.borrower_id = b.borrower_id, generate_series(1, 4) n where n <= b.i % 5 on conflict do nothing`)
  await db.execute(sql`insert into holds (borrower_id, id, lender_id, case_id, reason, starts_at, ends_at)
    select b.borrower_id, uuidv7(), ${lenderId}, b.case_id, 'hardship', ${NOW.toISOString()}::timestamptz - interval '1 day', ${NOW.toISOString()}::timestamptz + interval '20 days'
    from bench_book b where b.i % 20 = 0 and b.i <= ${most} and not exists (select from holds h where h.borrower_id = b.borrower_id)`)
  await db.execute(sql`analyze`)
  return db.execute<Person>(sql`select p.borrower_id, p.id from contact_points p join bench_book b on b.borrower_id = p.borrower_id order by b.i`)
}
