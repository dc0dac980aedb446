import { sql } from 'drizzle-orm'
import type { Ctx } from '../context'
import { read } from '../transaction'
import type { Discrepancy } from './check-queries'

/** Borrowers after `after` up to and with `through`, in the order of their ids; null for the ends of the book. */
export type BookSlice = { after: string | null; through: string | null }

type Row = { borrower_id: string; id: string; what: string; stored: string; wanted: string }

/**
 * Compares sums of a slice of the book in one statement, without replaying: every loan's postings balance; money in, credits and
 * allocations equal the payments that count; receivables of a loan under its contract equal what was billed less what was paid.
 * Accrued penalty and plans need the replay. At most 1,000 differences.
 */
export const listUnevenSums = (ctx: Ctx, { after, through }: BookSlice): Promise<{ loans: number; found: Discrepancy[] }> =>
  read(ctx, async ctx => {
    const lender = sql`${ctx.actor.lenderId}::uuid`
    const slice = sql`lender_id = ${lender} and borrower_id > ${after ?? FIRST}::uuid and borrower_id <= ${through ?? LAST}::uuid`
    const inSlice = (alias: string) => sql`${sql.raw(alias)}.lender_id = ${lender} and ${sql.raw(alias)}.borrower_id > ${after ?? FIRST}::uuid and ${sql.raw(alias)}.borrower_id <= ${through ?? LAST}::uuid`
    // Each part is a sum over the whole slice. In a book just loaded, of which the database knows no sizes yet, it would walk one sum for every row of the other, for hours.
    await ctx.db.execute(sql`set local enable_nestloop = off`)
    const [counted] = await ctx.db.execute<{ n: number }>(sql`select count(*)::int as n from loans where ${slice}`)
    const rows = await ctx.db.execute<Row>(sql`
      with posted as (
        select e.borrower_id, e.loan_id, sum(p.amount_cents) as net,
          coalesce(sum(p.amount_cents) filter (where p.account = 'funds' and e.payment_id is not null), 0) as money_in,
          coalesce(-sum(p.amount_cents) filter (where p.account = 'credit'), 0) as credit,
          coalesce(sum(p.amount_cents) filter (where p.account = 'receivable' and p.component = 'principal'), 0) as principal,
          coalesce(sum(p.amount_cents) filter (where p.account = 'receivable' and p.component = 'interest'), 0) as interest,
          coalesce(sum(p.amount_cents) filter (where p.account = 'receivable' and p.component in ('fee', 'cost')), 0) as fees
        from ledger_entries e join ledger_postings p on p.borrower_id = e.borrower_id and p.entry_id = e.id
        where ${inSlice('e')} and ${inSlice('p')} group by 1, 2),
      parts as (
        select x.borrower_id, x.loan_id, sum(x.amount_cents) as paid from payment_parts x
        join payments y on y.borrower_id = x.borrower_id and y.id = x.payment_id
        where ${inSlice('x')} and ${inSlice('y')} and y.status = 'posted' group by 1, 2),
      allocated as (
        select borrower_id, loan_id, sum(amount_cents) as whole,
          coalesce(sum(amount_cents) filter (where component = 'overpaid'), 0) as overpaid,
          coalesce(sum(amount_cents) filter (where component = 'principal'), 0) as principal,
          coalesce(sum(amount_cents) filter (where component = 'interest'), 0) as interest,
          coalesce(sum(amount_cents) filter (where component in ('fee', 'cost')), 0) as fees
        from payment_allocations where ${slice} and revoked_at is null group by 1, 2),
      asked as (
        select borrower_id, loan_id, sum(principal_cents) as principal, sum(interest_cents) as interest, sum(fee_cents) as fees
        from instalments where ${slice} and version = 1 group by 1, 2),
      charged as (
        select borrower_id, loan_id, coalesce(sum(amount_cents) filter (where component = 'principal'), 0) as principal,
          coalesce(sum(amount_cents) filter (where component = 'interest'), 0) as interest,
          coalesce(sum(amount_cents) filter (where component in ('fee', 'cost')), 0) as fees
        from loan_charges where ${slice} and cancelled_at is null group by 1, 2)
      select l.borrower_id, l.id, c.what, c.stored::text, c.wanted::text
      from (select borrower_id, id, schedule_version, created_at from loans where ${slice}) l
      left join posted p on p.borrower_id = l.borrower_id and p.loan_id = l.id
      left join parts m on m.borrower_id = l.borrower_id and m.loan_id = l.id
      left join allocated a on a.borrower_id = l.borrower_id and a.loan_id = l.id
      left join asked i on i.borrower_id = l.borrower_id and i.loan_id = l.id
      left join charged g on g.borrower_id = l.borrower_id and g.loan_id = l.id
      cross join lateral (values
        ('sum of postings', coalesce(p.net, 0), 0::numeric, true),
        ('money in', coalesce(p.money_in, 0), coalesce(m.paid, 0), true),
        ('allocations', coalesce(a.whole, 0), coalesce(m.paid, 0), true),
        ('credit', coalesce(p.credit, 0), coalesce(a.overpaid, 0), true),
        ('receivable principal', coalesce(p.principal, 0), coalesce(i.principal, 0) + coalesce(g.principal, 0) - coalesce(a.principal, 0), l.schedule_version = 1),
        ('receivable interest', coalesce(p.interest, 0), coalesce(i.interest, 0) + coalesce(g.interest, 0) - coalesce(a.interest, 0), l.schedule_version = 1),
        ('receivable fees and costs', coalesce(p.fees, 0), coalesce(i.fees, 0) + coalesce(g.fees, 0) - coalesce(a.fees, 0), l.schedule_version = 1)
      ) c (what, stored, wanted, applies)
      where c.applies and c.stored <> c.wanted order by l.borrower_id, l.id, c.what limit 1000`)
    const found = rows.map(row => ({ borrowerId: row.borrower_id, id: row.id, what: row.what, stored: Number(row.stored), replayed: Number(row.wanted) }))
    return { loans: counted?.n ?? 0, found }
  })

const FIRST = '00000000-0000-0000-0000-000000000000'
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The last borrower of the next `size` after one, in the order of ids; null when fewer are left. */
export const nextSlice = (ctx: Ctx, after: string | null, size: number): Promise<string | null> =>
  read(ctx, async ctx => {
    const [row] = await ctx.db.execute<{ id: string }>(
      sql`select id from borrowers where lender_id = ${ctx.actor.lenderId}::uuid and id > ${after ?? FIRST}::uuid order by id offset ${size - 1} limit 1`,
    )
    return row?.id ?? null
  })

/** Borrowers with something posted after a moment, after one of them, by id. */
export const listPostedSince = (ctx: Ctx, since: Date, after: string | null, limit: number): Promise<string[]> =>
  read(ctx, async ctx => {
    const rows = await ctx.db.execute<{ borrower_id: string }>(sql`
      select distinct borrower_id from ledger_entries
      where lender_id = ${ctx.actor.lenderId}::uuid and posted_at >= ${since.toISOString()}::timestamptz and borrower_id > ${after ?? FIRST}::uuid
      order by borrower_id limit ${limit}`)
    return rows.map(row => row.borrower_id)
  })

/** Borrowers with loans after one of them, by id. */
export const listIndebted = (ctx: Ctx, after: string | null, limit: number): Promise<string[]> =>
  read(ctx, async ctx => {
    const rows = await ctx.db.execute<{ borrower_id: string }>(sql`
      select distinct borrower_id from loans where lender_id = ${ctx.actor.lenderId}::uuid and borrower_id > ${after ?? FIRST}::uuid order by borrower_id limit ${limit}`)
    return rows.map(row => row.borrower_id)
  })
