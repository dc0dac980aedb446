import { and, asc, eq, gt, gte, inArray, isNull, lt, lte, or, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import { borrowers, cases, escalations, hardshipApplications, holds, promises, staffAccounts, staffRoles } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, addHours, atHour } from '../dates'
import { daysPastDue } from '../loans/delinquency'
import { cents, type Cents, type Currency } from '../money'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { EXCEPTIONS, UNTOUCHED_DAYS, type Exception } from './exceptions'

const cap = 10_000

/** Cases that need a supervisor's eye, as conditions on a case. */
const conditions = (ctx: Ctx): Record<Exception, SQL | undefined> => {
  const ofCase = (table: { borrowerId: AnyPgColumn; caseId: AnyPgColumn }) =>
    and(eq(table.borrowerId, cases.borrowerId), eq(table.caseId, cases.id))
  const some = (
    table: typeof holds | typeof promises | typeof hardshipApplications | typeof escalations,
    where: SQL | undefined,
  ) => sql`exists (select from ${table} where ${where})`
  return {
    holds_ending: some(
      holds,
      and(eq(holds.borrowerId, cases.borrowerId), or(eq(holds.caseId, cases.id), isNull(holds.caseId)), isNull(holds.endedAt), gt(holds.endsAt, ctx.now), lte(holds.endsAt, addHours(ctx.now, 72))),
    ),
    promises_broken: some(
      promises,
      and(
        ofCase(promises),
        inArray(promises.status, ['broken', 'partly_kept']),
        gte(promises.decidedAt, atHour(ctx.today, 0, ctx.lender.timeZone)),
      ),
    ),
    untouched: and(
      eq(cases.queue, 'work'),
      lte(cases.openedOn, addDays(ctx.today, -UNTOUCHED_DAYS)),
      or(isNull(cases.lastContactAt), lt(cases.lastContactAt, addHours(ctx.now, -24 * UNTOUCHED_DAYS))),
    ),
    decisions_late: some(
      hardshipApplications,
      and(
        ofCase(hardshipApplications),
        inArray(hardshipApplications.status, ['submitted', 'more_requested', 'in_review']),
        lt(hardshipApplications.decideBy, ctx.today),
      ),
    ),
    approvals: some(escalations, and(ofCase(escalations), eq(escalations.status, 'open'), eq(escalations.kind, 'plan_approval'))),
  }
}

export type ExceptionCounts = Record<Exception, number>

/** How many open cases stand in each exception, exact to 10,000. */
export async function countExceptions(ctx: Ctx): Promise<ExceptionCounts> {
  authorize(ctx, 'control:read')
  return read(ctx, async ctx => {
    const counts: Partial<ExceptionCounts> = {}
    for (const name of EXCEPTIONS) {
      const some = ctx.db
        .select({ one: sql`1`.as('one') })
        .from(cases)
        .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.status, 'open'), conditions(ctx)[name]))
        .limit(cap)
        .as('some')
      const [row] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(some)
      counts[name] = row?.count ?? 0
    }
    return counts as ExceptionCounts
  })
}

export type ExceptionCase = {
  token: string
  id: string
  name: string
  number: string
  ownerName: string | null
  dueCents: Cents
  currency: Currency
  dpd: number
  lastContactAt: Date | null
}
const pageSize = 50

/** The cases behind one of the counts, by id, 50 at a time. */
export async function listExceptionCases(
  ctx: Ctx,
  exception: Exception,
  after: string | null,
): Promise<{ rows: ExceptionCase[]; nextCursor: string | null }> {
  authorize(ctx, 'control:read')
  return read(ctx, async ctx => {
    const found = await ctx.db
      .select({ row: cases, name: borrowers.name, ownerName: staffAccounts.name })
      .from(cases)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, cases.lenderId), eq(borrowers.id, cases.borrowerId)))
      .leftJoin(staffAccounts, and(eq(staffAccounts.lenderId, cases.lenderId), eq(staffAccounts.id, cases.ownerId)))
      .where(
        and(
          eq(cases.lenderId, ctx.actor.lenderId),
          eq(cases.status, 'open'),
          conditions(ctx)[exception],
          after ? gt(cases.id, after) : undefined,
        ),
      )
      .orderBy(asc(cases.id))
      .limit(pageSize + 1)
    const rows = found.slice(0, pageSize).map(({ row, name, ownerName }) => ({
      token: toToken(row.borrowerId, row.id),
      id: row.id,
      name,
      number: row.number,
      ownerName,
      dueCents: row.dueCents,
      currency: row.currency as Currency,
      dpd: daysPastDue(row.oldestUnpaidDueOn, ctx.today),
      lastContactAt: row.lastContactAt,
    }))
    return { rows, nextCursor: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null }
  })
}

export type TeamRow = {
  id: string | null
  name: string | null
  capacity: number | null
  open: number
  waiting: number
  dueCents: Cents
}

/** Who carries what: open cases, those waiting in the queue, and the sum due; the pool comes last. */
export async function listTeam(ctx: Ctx): Promise<TeamRow[]> {
  authorize(ctx, 'control:read')
  return read(ctx, async ctx => {
    const loads = await ctx.db
      .select({
        ownerId: cases.ownerId,
        open: sql<number>`count(*)::int`,
        waiting: sql<number>`(count(*) filter (where ${cases.queue} = 'work'))::int`,
        due: sql<string>`coalesce(sum(${cases.dueCents}), 0)::text`,
      })
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.status, 'open')))
      .groupBy(cases.ownerId)
    const people = await ctx.db
      .selectDistinct({ id: staffAccounts.id, name: staffAccounts.name, capacity: staffAccounts.capacity })
      .from(staffAccounts)
      .innerJoin(staffRoles, and(eq(staffRoles.lenderId, staffAccounts.lenderId), eq(staffRoles.staffId, staffAccounts.id)))
      .where(
        and(
          eq(staffAccounts.lenderId, ctx.actor.lenderId),
          isNull(staffAccounts.disabledAt),
          inArray(staffRoles.role, ['collector', 'negotiator', 'supervisor']),
        ),
      )
      .orderBy(staffAccounts.name, staffAccounts.id)
      .limit(500)
    const loadOf = (id: string | null) => {
      const load = loads.find(row => row.ownerId === id)
      return { open: load?.open ?? 0, waiting: load?.waiting ?? 0, dueCents: cents(Number(load?.due ?? 0)) }
    }
    return [
      ...people.map(person => ({ ...person, ...loadOf(person.id) })),
      { id: null, name: null, capacity: null, ...loadOf(null) },
    ]
  })
}
