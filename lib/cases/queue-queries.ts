import { and, asc, desc, eq, gt, gte, inArray, isNotNull, isNull, lte, min, or, sql, type SQL } from 'drizzle-orm'
import { borrowers, cases, holds, loans, searchTokens, staffAccounts } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { queryTokensOf } from '../borrowers/search'
import { idList } from '../bulk-port'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { bucketOf, daysPastDue } from '../loans/delinquency'
import type { Currency } from '../money'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { COUNT_CAP, cursorText, parseCursor, type QueuePage, type QueueRow, type Stage } from './queue'
import { bucketDates, type QueueFilter } from './queue-filter'
import { asleepUntil } from './snooze'

const pageSize = 60
const countries = { CNY: 'CN', USD: 'US', GBP: 'GB' } as const

/**
 * A page of the desk in order of rank, 60 rows, with the count of the whole list exact to 10,000. A search looks at all open
 * cases, whoever owns them and whatever list they are in.
 */
export async function listQueue(ctx: Ctx, filter: QueueFilter): Promise<QueuePage> {
  authorize(ctx, 'case:read')
  const staff = requireStaff(ctx)
  return read(ctx, async ctx => {
    const where = whereOf(ctx, filter, staff.id)
    const cursor = parseCursor(filter.cursor)
    const after = cursor && sql`(${cases.rankScore}, ${cases.id}) < (${cursor.score}, ${cursor.id}::uuid)`
    const [found, count] = await Promise.all([
      selectPage(ctx, and(...where, after ?? undefined)),
      cursor ? 0 : countUpTo(ctx, where),
    ])
    const page = found.slice(0, pageSize)
    const last = page.at(-1)
    return {
      rows: await rowsOf(ctx, page, staff.id),
      nextCursor: found.length > pageSize && last ? cursorText({ score: last.rankScore, id: last.id }) : null,
      count: Math.min(count, COUNT_CAP),
      isCountCapped: count > COUNT_CAP,
      today: ctx.today,
      now: ctx.now.toISOString(),
    }
  })
}

const columns = {
  id: cases.id,
  borrowerId: cases.borrowerId,
  number: cases.number,
  name: borrowers.name,
  currency: cases.currency,
  status: cases.status,
  queue: cases.queue,
  stage: cases.stage,
  ownerId: cases.ownerId,
  oldestUnpaidDueOn: cases.oldestUnpaidDueOn,
  dueCents: cases.dueCents,
  rankScore: cases.rankScore,
  rankReasons: cases.rankReasons,
  wakesAt: cases.wakesAt,
  claimedBy: cases.claimedBy,
  claimedUntil: cases.claimedUntil,
  lastContactAt: cases.lastContactAt,
}

type Found = Awaited<ReturnType<typeof selectPage>>[number]

const selectPage = (ctx: Ctx, where: SQL | undefined) =>
  ctx.db
    .select(columns)
    .from(cases)
    .innerJoin(borrowers, and(eq(borrowers.lenderId, cases.lenderId), eq(borrowers.id, cases.borrowerId)))
    .where(where)
    .orderBy(desc(cases.rankScore), desc(cases.id))
    .limit(pageSize + 1)

function whereOf(ctx: Ctx, filter: QueueFilter, staffId: string): SQL[] {
  const where = [eq(cases.lenderId, ctx.actor.lenderId)]
  if (filter.q) return [...where, eq(cases.status, 'open'), ...found(ctx, filter.q)]
  where.push(eq(cases.queue, filter.list === 'snoozed' ? 'work' : filter.list))
  if (filter.view === 'mine') where.push(eq(cases.ownerId, staffId))
  else if (filter.view === 'pool') where.push(isNull(cases.ownerId))
  else if (filter.owner) where.push(eq(cases.ownerId, filter.owner))
  if (filter.list === 'snoozed') where.push(gt(cases.wakesAt, ctx.now))
  if (filter.list === 'work') where.push(awake(ctx))
  if (filter.stage) where.push(eq(cases.stage, filter.stage))
  if (filter.bucket) {
    const { from, to } = bucketDates(filter.bucket, ctx.today)
    if (from) where.push(gte(cases.oldestUnpaidDueOn, from))
    if (to) where.push(lte(cases.oldestUnpaidDueOn, to))
  }
  return where
}

const awake = (ctx: Ctx): SQL => or(isNull(cases.wakesAt), lte(cases.wakesAt, ctx.now)) ?? sql`true`

/** One condition per group of tokens; nothing findable finds nothing. */
function found(ctx: Ctx, text: string): SQL[] {
  const groups = queryTokensOf(ctx.actor.lenderId, text, countries[ctx.lender.currency])
  if (groups.length === 0) return [sql`false`]
  return groups.map(tokens =>
    inArray(
      cases.borrowerId,
      ctx.db
        .select({ id: searchTokens.borrowerId })
        .from(searchTokens)
        .where(and(eq(searchTokens.lenderId, ctx.actor.lenderId), inArray(searchTokens.token, tokens))),
    ),
  )
}

async function countUpTo(ctx: Ctx, where: SQL[]): Promise<number> {
  const some = ctx.db
    .select({ one: sql`1`.as('one') })
    .from(cases)
    .where(and(...where))
    .limit(COUNT_CAP + 1)
    .as('some')
  const [counted] = await ctx.db.select({ count: sql<number>`count(*)::int` }).from(some)
  return counted?.count ?? 0
}

async function rowsOf(ctx: Ctx, page: Found[], staffId: string): Promise<QueueRow[]> {
  if (page.length === 0) return []
  const people = [...new Set(page.map(row => row.borrowerId))]
  const staffIds = page.flatMap(row => [row.ownerId, row.claimedBy])
  const [names, nextDue, running] = await Promise.all([namesOf(ctx, staffIds), nextDueOf(ctx, people), holdsOf(ctx, people)])
  return page.map(row => {
    const dpd = daysPastDue(row.oldestUnpaidDueOn, ctx.today)
    const until = asleepUntil(row.wakesAt, ctx.now, ctx.lender.timeZone)
    const isClaimed =
      row.claimedBy !== null && row.claimedBy !== staffId && row.claimedUntil !== null && row.claimedUntil > ctx.now
    return {
      token: toToken(row.borrowerId, row.id),
      number: row.number,
      name: row.name,
      reasons: row.rankReasons,
      dueCents: row.dueCents,
      currency: row.currency as Currency,
      dpd,
      bucket: bucketOf(dpd),
      stage: row.stage as Stage,
      list: row.queue === 'work' && until ? 'snoozed' : (row.queue as QueueRow['list']),
      ownerName: names.get(row.ownerId ?? '') ?? null,
      isMine: row.ownerId === staffId,
      lastContactAt: row.lastContactAt?.toISOString() ?? null,
      nextDueOn: nextDue.get(row.borrowerId) ?? null,
      asleepUntil: until,
      hold: running.get(row.id) ?? running.get(row.borrowerId) ?? null,
      claimedBy: isClaimed ? (names.get(row.claimedBy ?? '') ?? null) : null,
    }
  })
}

async function namesOf(ctx: Ctx, ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: staffAccounts.id, name: staffAccounts.name })
    .from(staffAccounts)
    .where(and(eq(staffAccounts.lenderId, ctx.actor.lenderId), sql`${staffAccounts.id} = any (${idList(wanted)})`))
  return new Map(rows.map(row => [row.id, row.name]))
}

async function nextDueOf(ctx: Ctx, people: string[]): Promise<Map<string, LocalDate | null>> {
  const rows = await ctx.db
    .select({ borrowerId: loans.borrowerId, on: min(loans.nextDueOn) })
    .from(loans)
    .where(
      and(
        eq(loans.lenderId, ctx.actor.lenderId),
        sql`${loans.borrowerId} = any (${idList(people)})`,
        eq(loans.status, 'active'),
        isNotNull(loans.nextDueOn),
      ),
    )
    .groupBy(loans.borrowerId)
  return new Map(rows.map(row => [row.borrowerId, row.on]))
}

/** By case; one that belongs to no case by its borrower. */
async function holdsOf(ctx: Ctx, people: string[]): Promise<Map<string, { reason: string; endsAt: string }>> {
  const rows = await ctx.db
    .select({ borrowerId: holds.borrowerId, caseId: holds.caseId, reason: holds.reason, endsAt: holds.endsAt })
    .from(holds)
    .where(
      and(
        eq(holds.lenderId, ctx.actor.lenderId),
        sql`${holds.borrowerId} = any (${idList(people)})`,
        isNull(holds.endedAt),
        gt(holds.endsAt, ctx.now),
      ),
    )
    .orderBy(asc(holds.endsAt), asc(holds.id))
  return new Map(rows.map(row => [row.caseId ?? row.borrowerId, { reason: row.reason, endsAt: row.endsAt.toISOString() }]))
}
