import { and, desc, eq, isNotNull, lt } from 'drizzle-orm'
import { ledgerChecks } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { read, transaction } from '../transaction'
import { CHECKED_TOGETHER, checkBorrowers, type Discrepancy } from './check-queries'
import { listIndebted, listPostedSince, listUnevenSums, nextSlice } from './sums-queries'

const SLICE = 20_000
const KEPT = 100

/** Borrowers of the unchanged book that a night replays beside the changed ones: all of it, unless it is larger than a night is long. */
const REPLAYED_A_NIGHT = 2_000_000

export type LedgerCheckRun = { loans: number; replayed: number; differences: number }

/**
 * The night's check: the whole book by sums, then by a replay; of a book that is larger than a night is long the replay takes the next slice and
 * every borrower with something posted since the last check. The result is kept; differences are what Control, the health probe and the log raise alarm by.
 */
export async function checkLedger(ctx: Ctx, replayedANight = REPLAYED_A_NIGHT): Promise<LedgerCheckRun> {
  authorize(ctx, 'job:run')
  const last = await lastCheck(ctx)
  const bySum = await checkSums(ctx)
  const from = last?.replayedTo ?? null
  const rest = await replayAll(ctx, after => listIndebted(ctx, after, CHECKED_TOGETHER), from, replayedANight)
  const isWhole = from === null && rest.replayed < replayedANight
  const changed = last && !isWhole ? await replayAll(ctx, after => listPostedSince(ctx, last.startedAt, after, CHECKED_TOGETHER), null) : EMPTY
  const found = [...new Map([...bySum.found, ...changed.found, ...rest.found].map(one => [`${one.id} ${one.what}`, one])).values()]
  const run = { loans: bySum.loans, replayed: changed.replayed + rest.replayed, differences: found.length }
  await keep(ctx, run, found, rest.replayed < replayedANight ? null : rest.to)
  return run
}

async function checkSums(ctx: Ctx): Promise<{ loans: number; found: Discrepancy[] }> {
  const found: Discrepancy[] = []
  let loans = 0
  for (let after: string | null = null; ; ) {
    const through: string | null = await nextSlice(ctx, after, SLICE)
    const part = await listUnevenSums(ctx, { after, through })
    loans += part.loans
    found.push(...part.found)
    if (through === null) return { loans, found }
    after = through
  }
}

type Replayed = { replayed: number; found: Discrepancy[]; to: string | null }
const EMPTY: Replayed = { replayed: 0, found: [], to: null }

/** Replays page after page until the list or `most` ends. */
async function replayAll(ctx: Ctx, list: (after: string | null) => Promise<string[]>, from: string | null, most = Infinity): Promise<Replayed> {
  const done: Replayed = { replayed: 0, found: [], to: from }
  for (;;) {
    const page = (await list(done.to)).slice(0, most - done.replayed)
    done.found.push(...(await checkBorrowers(ctx, page)))
    done.replayed += page.length
    done.to = page.at(-1) ?? done.to
    if (page.length < CHECKED_TOGETHER || done.replayed >= most) return done
  }
}

const lastCheck = (ctx: Ctx) =>
  read(ctx, async ctx => {
    const [row] = await ctx.db
      .select({ startedAt: ledgerChecks.startedAt, replayedTo: ledgerChecks.replayedTo })
      .from(ledgerChecks)
      .where(and(eq(ledgerChecks.lenderId, ctx.actor.lenderId), isNotNull(ledgerChecks.finishedAt), lt(ledgerChecks.businessDate, ctx.today)))
      .orderBy(desc(ledgerChecks.businessDate))
      .limit(1)
    return row
  })

const keep = (ctx: Ctx, run: LedgerCheckRun, found: readonly Discrepancy[], replayedTo: string | null) =>
  transaction(ctx, async ctx => {
    const result = { ...run, startedAt: ctx.now, finishedAt: ctx.now, found: found.slice(0, KEPT), replayedTo }
    await ctx.db
      .insert(ledgerChecks)
      .values({ lenderId: ctx.actor.lenderId, id: newId(), businessDate: ctx.today, ...result })
      .onConflictDoUpdate({ target: [ledgerChecks.lenderId, ledgerChecks.businessDate], set: result })
    await record(ctx, { type: run.differences > 0 ? 'ledger.differs' : 'ledger.checked', data: run })
  })
