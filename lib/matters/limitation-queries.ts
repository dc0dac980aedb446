import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import type { LimitationEvent } from '@/lib/calculators/limitation-events'
import { calendars } from '@/lib/calendars/shipped'
import type { Ctx } from '../context'
import { dateIn, localDate } from '../dates'
import { caseLimitation, type CaseLimitation, type Debt } from './case-limitation'

type Row = { borrower_id: string; last_due_on: string | null; paid: string[]; promised: string[]; signed: string[]; demanded: string[] }

/** The bank-card rules take a message to the reserved number or address for a demand; elsewhere one must be proven delivered, and no proof is stored yet. */
const CARD_PACK = 'cn-card-2011'

/**
 * When the claims of each person's open case become time-barred; one statement for any number of people. Counted are payments of the
 * borrower's own, promises not taken back, signed plans and demands on card debts. Reckoned for China only: a state's own law is not known.
 */
export async function loadLimitations(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, CaseLimitation>> {
  if (ctx.lender.currency !== 'CNY') return new Map()
  const of = (table: string) => sql`${sql.identifier(table)}.lender_id = l.lender_id and ${sql.identifier(table)}.borrower_id = l.borrower_id`
  const list = (what: ReturnType<typeof sql>) => sql`(select coalesce(jsonb_agg(d.day order by d.day), '[]') from (select distinct ${what} limit 500) d)`
  const rows = await ctx.db.execute<Row>(sql`
    select l.borrower_id,
      (select max(i.due_on)::text from instalments i where ${of('i')} and i.loan_id = l.id and i.version = 1) as last_due_on,
      ${list(sql`p.effective_on::text as day from payment_parts x join payments p on p.borrower_id = x.borrower_id and p.id = x.payment_id
        where ${of('x')} and x.loan_id = l.id and p.status = 'posted' and p.is_synthetic = 'no'`)} as paid,
      ${list(sql`q.made_on::text as day from promises q where ${of('q')} and l.id = any (q.loan_ids) and q.status <> 'cancelled'`)} as promised,
      ${list(sql`s.signed_at as day from plans s where ${of('s')} and l.id = any (s.loan_ids) and s.signed_at is not null`)} as signed,
      ${
        ctx.lender.packs.includes(CARD_PACK)
          ? list(sql`m.handed_at as day from messages m where ${of('m')} and m.status = 'handed' and m.purpose = 'collection' and m.contact_point_id is not null`)
          : sql`'[]'::jsonb`
      } as demanded
    from loans l join cases c on c.borrower_id = l.borrower_id and c.id = l.case_id and c.status = 'open'
    where l.lender_id = ${ctx.actor.lenderId}::uuid and l.borrower_id = any (${uuids(borrowerIds)})
    order by l.id`)
  return new Map([...Map.groupBy(rows, row => row.borrower_id)].map(([id, loans]) => [id, caseLimitation(loans.map(row => debtOf(ctx, row)), ctx.today, calendars.CN)]))
}

function debtOf(ctx: Ctx, { last_due_on, paid, promised, signed, demanded }: Row): Debt {
  const days = (kind: LimitationEvent['kind'], on: string[]) => on.map((day): LimitationEvent => ({ kind, on: localDate(day) }))
  const moments = (kind: LimitationEvent['kind'], at: string[]) => at.map((moment): LimitationEvent => ({ kind, on: dateIn(new Date(moment), ctx.lender.timeZone) }))
  return {
    lastDueOn: last_due_on === null ? ctx.today : localDate(last_due_on),
    events: [...days('part_payment', paid), ...days('promise', promised), ...moments('repayment_plan', signed), ...moments('card_demand_sent', demanded)],
  }
}
