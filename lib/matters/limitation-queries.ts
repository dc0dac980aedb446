import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import type { LimitationEvent } from '@/lib/calculators/limitation-events'
import { calendars } from '@/lib/calendars/shipped'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { dateIn, localDate, type LocalDate } from '../dates'
import { read } from '../transaction'
import { caseLimitation, loanLimitation, type CaseLimitation, type Debt, type Limitation } from './case-limitation'

type Row = Record<'paid' | 'promised' | 'signed' | 'sent' | 'arrived' | 'steps', string[]> & { borrower_id: string; number: string; last_due_on: string | null }

/** The bank-card rules take a message to the reserved number or address for a demand; elsewhere one must be proven to have arrived. */
const CARD_PACK = 'cn-card-2011'

const proceedings = { suit: 'suit', arbitration: 'arbitration', payment_order: 'payment_order_application', enforcement: 'enforcement_application' } as const

/**
 * When the claims of each person's open case become time-barred; one statement for any number of people. Reckoned for China only: a
 * state's own law is not known.
 */
export async function loadLimitations(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, CaseLimitation>> {
  const rows = await selectDebts(ctx, borrowerIds)
  return new Map([...Map.groupBy(rows, row => row.borrower_id)].map(([id, loans]) => [id, caseLimitation(loans.map(row => debtOf(ctx, row)), ctx.today, calendars.CN)]))
}

export type LoanLimitation = Limitation & { number: string; lastDueOn: LocalDate }

/** Each loan of the person's open case with what befell its limitation and why it counted or did not; null where the law is not known. */
export async function getLimitation(ctx: Ctx, borrowerId: string): Promise<LoanLimitation[] | null> {
  authorize(ctx, 'case:read')
  if (!isReckoned(ctx)) return null
  return read(ctx, async ctx => {
    const rows = await selectDebts(ctx, [borrowerId])
    return rows.map(row => {
      const debt = debtOf(ctx, row)
      return { number: row.number, lastDueOn: debt.lastDueOn, ...loanLimitation(debt, ctx.today, calendars.CN) }
    })
  })
}

const isReckoned = (ctx: Ctx): boolean => ctx.lender.currency === 'CNY'

/** Counted are payments of the borrower's own, promises not taken back, signed plans, demands proven to have arrived (on cards: sent) and proceedings. */
async function selectDebts(ctx: Ctx, borrowerIds: readonly string[]): Promise<Row[]> {
  if (!isReckoned(ctx)) return []
  const of = (table: string) => sql`${sql.identifier(table)}.lender_id = l.lender_id and ${sql.identifier(table)}.borrower_id = l.borrower_id`
  const list = (what: ReturnType<typeof sql>) => sql`(select coalesce(jsonb_agg(d.day order by d.day), '[]') from (select distinct ${what} limit 500) d)`
  const demands = sql`from messages m where ${of('m')} and m.status = 'handed' and m.purpose = 'collection' and m.contact_point_id is not null`
  return ctx.db.execute<Row>(sql`
    select l.borrower_id, l.number,
      (select max(i.due_on)::text from instalments i where ${of('i')} and i.loan_id = l.id and i.version = 1) as last_due_on,
      ${list(sql`p.effective_on::text as day from payment_parts x join payments p on p.borrower_id = x.borrower_id and p.id = x.payment_id
        where ${of('x')} and x.loan_id = l.id and p.status = 'posted' and p.is_synthetic = 'no'`)} as paid,
      ${list(sql`q.made_on::text as day from promises q where ${of('q')} and l.id = any (q.loan_ids) and q.status <> 'cancelled'`)} as promised,
      ${list(sql`s.signed_at as day from plans s where ${of('s')} and l.id = any (s.loan_ids) and s.signed_at is not null`)} as signed,
      ${ctx.lender.packs.includes(CARD_PACK) ? list(sql`m.handed_at as day ${demands}`) : sql`'[]'::jsonb`} as sent,
      ${list(sql`m.delivery_at as day ${demands} and m.delivery = 'delivered'`)} as arrived,
      ${list(sql`t.kind || ' ' || t.taken_at as day from legal_steps t where ${of('t')} and t.case_id = l.case_id and t.kind <> 'lawyer_letter'`)} as steps
    from loans l join cases c on c.borrower_id = l.borrower_id and c.id = l.case_id and c.status = 'open'
    where l.lender_id = ${ctx.actor.lenderId}::uuid and l.borrower_id = any (${uuids(borrowerIds)})
    order by l.id`)
}

function debtOf(ctx: Ctx, { last_due_on, paid, promised, signed, sent, arrived, steps }: Row): Debt {
  const days = (kind: LimitationEvent['kind'], on: string[]) => on.map((day): LimitationEvent => ({ kind, on: localDate(day) }))
  const dayOf = (moment: string) => dateIn(new Date(moment), ctx.lender.timeZone)
  const moments = (kind: LimitationEvent['kind'], at: string[]) => [...new Set(at.map(dayOf))].map((on): LimitationEvent => ({ kind, on }))
  return {
    lastDueOn: last_due_on === null ? ctx.today : localDate(last_due_on),
    events: [
      ...days('part_payment', paid),
      ...days('promise', promised),
      ...moments('repayment_plan', signed),
      ...moments('card_demand_sent', sent),
      ...moments('demand', arrived).map(event => ({ ...event, isDeliveryProven: true })),
      ...steps.flatMap(proceedingOf(dayOf)),
    ],
  }
}

const proceedingOf = (dayOf: (moment: string) => LocalDate) => (step: string): LimitationEvent[] => {
  const [, kind = '', moment = ''] = /^(\w+) (.*)$/.exec(step) ?? []
  return kind in proceedings ? [{ kind: proceedings[kind as keyof typeof proceedings], on: dayOf(moment) }] : []
}
