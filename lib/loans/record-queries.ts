import { and, asc, eq, sql, type SQL } from 'drizzle-orm'
import { loans } from '@/db/schema'
import { amongIds } from '../bulk-port'
import type { Ctx } from '../context'
import { addDays, dateIn, type LocalDate } from '../dates'
import { notFound } from '../errors'
import type { ByComponent } from '../ledger/loan-events'
import type { Book, ChargeRow, InstalmentRow, LoanRecord, LoanRow } from '../ledger/loan-record'
import { COMPONENTS } from '../ledger/waterfall'
import { cents, type Cents } from '../money'
import type { PlanParts } from '../plans/parts'
import { read } from '../transaction'

export const bookOf = (ctx: Ctx): Book => ({
  today: ctx.today,
  policy: ctx.lender.policy,
  timeZoneDay: moment => dateIn(moment, ctx.lender.timeZone),
})

/** A borrower sees nobody else's money, and a lender no other lender's. */
export function refuseForeignBorrower(ctx: Ctx, borrowerId: string): void {
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) throw notFound()
}

/** All that is stored about a borrower's loans, by id, in one statement; all loans when `loanIds` is absent. */
export async function loadLoanRecords(ctx: Ctx, borrowerId: string, loanIds?: readonly string[]): Promise<LoanRecord[]> {
  refuseForeignBorrower(ctx, borrowerId)
  if (loanIds?.length === 0) return []
  return read(ctx, ctx => selectRecords(ctx, and(eq(loans.borrowerId, borrowerId), loanIds && amongIds(loans.id, loanIds))))
}

/** As `loadLoanRecords` for many borrowers, still one statement. */
export async function loadRecordsOf(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, LoanRecord[]>> {
  for (const borrowerId of borrowerIds) refuseForeignBorrower(ctx, borrowerId)
  if (borrowerIds.length === 0) return new Map()
  const records = await read(ctx, ctx => selectRecords(ctx, amongIds(loans.borrowerId, borrowerIds)))
  return Map.groupBy(records, record => record.loan.borrowerId)
}

async function selectRecords(ctx: Ctx, which: SQL | undefined): Promise<LoanRecord[]> {
  const rows = await ctx.db
    .select({ loan: loans, history })
    .from(loans)
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), which))
    .orderBy(asc(loans.id))
  return rows.map(({ loan, history }) => recordOf(loan, history))
}

/** Moments as milliseconds; amounts as numbers, which `cents` checks. */
type History = {
  schedules: { version: number; fromOn: LocalDate; planId: string | null; createdAt: number; replaces: Record<string, number> | null }[]
  instalments: [version: number, number: number, dueOn: LocalDate, principal: number, interest: number, penalty: number, fee: number][]
  charges: (Omit<ChargeRow, 'createdAt' | 'cancelledAt' | 'amountCents'> & { amountCents: number; createdAt: number; cancelledAt: number | null })[]
  parts: { id: string; amountCents: number; effectiveOn: LocalDate; receivedAt: number; status: string }[]
  refunds: { id: string; amountCents: number; effectiveOn: LocalDate; postedAt: number }[]
  plans: {
    id: string
    terms: unknown
    asOf: LocalDate | null
    forgiven: { loanId: string; rest?: Record<keyof PlanParts, number> }[] | null
    isFrozen: boolean
    from: LocalDate
    to: LocalDate | null
  }[]
}

const ofLoan = sql.raw('x.lender_id = loans.lender_id and x.borrower_id = loans.borrower_id and x.loan_id = loans.id')
const millis = (column: string) => sql.raw(`(extract(epoch from ${column}) * 1000)::bigint`)
const list = (item: ReturnType<typeof sql>, rest: ReturnType<typeof sql>) => sql`(select coalesce(json_agg(${item}), '[]') from ${rest})`

/** One statement instead of six: each is planned anew, and money is read at every payment. */
const history = sql<History>`json_build_object(
  'schedules', ${list(
    sql`json_build_object('version', x.version, 'fromOn', x.from_on, 'planId', x.plan_id, 'createdAt', ${millis('x.created_at')}, 'replaces', x.replaces)`,
    sql`loan_schedules x where ${ofLoan}`,
  )},
  'instalments', ${list(
    sql`json_build_array(x.version, x.number, x.due_on, x.principal_cents, x.interest_cents, x.penalty_cents, x.fee_cents)`,
    sql`instalments x where ${ofLoan}`,
  )},
  'charges', ${list(
    sql`json_build_object('id', x.id, 'component', x.component, 'dueOn', x.due_on, 'amountCents', x.amount_cents, 'reason', x.reason,
      'createdAt', ${millis('x.created_at')}, 'cancelledAt', ${millis('x.cancelled_at')})`,
    sql`loan_charges x where ${ofLoan}`,
  )},
  'parts', ${list(
    sql`json_build_object('id', p.id, 'amountCents', x.amount_cents, 'effectiveOn', p.effective_on, 'receivedAt', ${millis('p.received_at')}, 'status', p.status)`,
    sql`payment_parts x join payments p on p.borrower_id = x.borrower_id and p.id = x.payment_id where ${ofLoan}`,
  )},
  'refunds', ${list(
    sql`json_build_object('id', x.id, 'amountCents', x.amount_cents, 'effectiveOn', x.effective_on, 'postedAt', ${millis('x.posted_at')})`,
    sql`refunds x where ${ofLoan}`,
  )},
  'plans', ${list(
    sql`json_build_object('id', x.id, 'terms', x.terms, 'asOf', x.totals -> 'basis' ->> 'asOf', 'forgiven', x.totals -> 'forgiven',
      'isFrozen', (x.terms ->> 'freezePenalty')::boolean, 'from', x.active_from, 'to', x.ended_on)`,
    sql`plans x where x.lender_id = loans.lender_id and x.borrower_id = loans.borrower_id and loans.id = any (x.loan_ids) and x.active_from is not null`,
  )})`

function recordOf(loan: LoanRow, { schedules, instalments, charges, parts, refunds, plans }: History): LoanRecord {
  return {
    loan,
    schedules: schedules
      .map(({ createdAt, replaces, ...row }) => ({ ...row, createdAt: new Date(createdAt), replaces: replaces && amountsOf(replaces) }))
      .sort((a, b) => a.version - b.version),
    instalments: instalments.map(
      ([version, number, dueOn, principal, interest, penalty, fee]): InstalmentRow => ({
        version,
        number,
        dueOn,
        principalCents: cents(principal),
        interestCents: cents(interest),
        penaltyCents: cents(penalty),
        feeCents: cents(fee),
      }),
    ),
    charges: charges.map(({ createdAt, cancelledAt, amountCents, ...row }) => ({
      ...row,
      amountCents: cents(amountCents),
      createdAt: new Date(createdAt),
      cancelledAt: cancelledAt === null ? null : new Date(cancelledAt),
    })),
    payments: parts.map(({ status, receivedAt, amountCents, ...part }) => ({
      ...part,
      amountCents: cents(amountCents),
      receivedAt: new Date(receivedAt),
      reversed: status === 'reversed',
    })),
    refunds: refunds.map(({ amountCents, postedAt, ...refund }) => ({ ...refund, amountCents: cents(amountCents), postedAt: new Date(postedAt) })),
    // The penalty of the day a plan begins is part of what was agreed.
    freezes: plans.flatMap(({ isFrozen, from, to }) => (isFrozen ? [{ from: addDays(from, 1), to }] : [])),
    plans: plans.map(({ id, terms, asOf, forgiven }) => ({ id, terms, asOf, rest: restOn(loan.id, forgiven) })),
  }
}

function restOn(loanId: string, forgiven: History['plans'][number]['forgiven']): PlanParts | null {
  const rest = forgiven?.find(own => own.loanId === loanId)?.rest
  return rest ? { principalCents: cents(rest.principalCents), interestCents: cents(rest.interestCents), penaltyCents: cents(rest.penaltyCents), feeCents: cents(rest.feeCents) } : null
}

const amountsOf = (stored: Record<string, number>): ByComponent =>
  Object.fromEntries(COMPONENTS.map((component): [string, Cents] => [component, cents(stored[component] ?? 0)])) as ByComponent
