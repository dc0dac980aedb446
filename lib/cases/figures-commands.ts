import { and, count, eq, inArray } from 'drizzle-orm'
import { borrowers, cases, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { caseFigures, caseQueue, type CaseFigures, type CaseStanding } from './figures'
import { loadCaseFacts, type CaseFacts, type OpenCase } from './figures-queries'
import { rankCase } from './rank'
import { getStrategy } from './strategy-queries'
import { stageFor, type Stage } from './strategy'

export type CaseOutcome = { caseId: string | null; change: 'opened' | 'updated' | 'closed' | 'none' }

/**
 * Brings the borrower's case to what the loans say: opens it when something is overdue, closes it when nothing is and no plan
 * runs. The caller holds the case and the loans and passes the loans as they stand today.
 */
export async function writeCaseFigures(ctx: Ctx, borrowerId: string, open: OpenCase | null, standings: readonly CaseStanding[], forHelp = false): Promise<CaseOutcome> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const facts = await loadCaseFacts(ctx, borrowerId)
  const figures = caseFigures(standings, ctx.today, open?.id ?? null, facts.plannedLoanIds, forHelp)
  const asksForHelp = facts.asksForHelp || (forHelp && figures.balanceCents > 0)
  const { queue, closure } = caseQueue(figures, { planRuns: facts.plannedLoanIds.length > 0, isHeld: facts.isHeld, asksForHelp })
  if (!open) return queue === 'closed' ? { caseId: null, change: 'none' } : openCase(ctx, borrowerId, figures, facts, queue)
  await takeLoans(ctx, borrowerId, open.id, figures, standings)
  if (closure) return closeCase(ctx, open, figures, closure)
  const strategy = await getStrategy(ctx, { code: open.strategyCode, version: open.strategyVersion })
  const stage = open.stage === 'legal' ? 'legal' : stageFor(strategy, figures.dpd)
  const changed = { ...columnsOf(ctx, figures, facts), queue, stage }
  if (isSame(open, changed)) return { caseId: open.id, change: 'none' }
  await updateCase(ctx, open, changed)
  if (open.queue !== queue || open.stage !== stage) {
    const data = { queueBefore: open.queue, queue, stageBefore: open.stage, stage }
    await record(ctx, { type: 'case.moved', borrowerId, caseId: open.id, data })
  }
  return { caseId: open.id, change: 'updated' }
}

function columnsOf(ctx: Ctx, figures: CaseFigures, facts: CaseFacts) {
  const { dueCents, balanceCents, oldestUnpaidDueOn } = figures
  const { score, reasons } = rankCase({ ...facts, oldestUnpaidDueOn, dueCents, today: ctx.today })
  return { dueCents, balanceCents, oldestUnpaidDueOn, figuresOn: ctx.today, rankScore: score, rankReasons: reasons }
}

type Changed = ReturnType<typeof columnsOf> & { queue: string; stage: Stage }

const isSame = (open: OpenCase, changed: Changed): boolean =>
  (Object.keys(changed) as (keyof Changed)[]).every(key => key === 'rankReasons' || open[key] === changed[key]) &&
  open.rankReasons.map(reason => reason.code).join() === changed.rankReasons.map(reason => reason.code).join()

const updateCase = (ctx: Ctx, open: OpenCase, columns: Partial<typeof cases.$inferInsert>) =>
  ctx.db
    .update(cases)
    .set({ ...columns, changedAt: ctx.now })
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, open.borrowerId), eq(cases.id, open.id)))

async function openCase(ctx: Ctx, borrowerId: string, figures: CaseFigures, facts: CaseFacts, queue: string): Promise<CaseOutcome> {
  const [number, strategy] = await Promise.all([nextNumber(ctx, borrowerId), getStrategy(ctx)])
  const caseId = newId()
  await ctx.db.insert(cases).values({
    ...columnsOf(ctx, figures, facts),
    borrowerId,
    id: caseId,
    lenderId: ctx.actor.lenderId,
    number,
    currency: ctx.lender.currency,
    queue,
    stage: stageFor(strategy, figures.dpd),
    strategyCode: strategy.code,
    strategyVersion: strategy.version,
    openedOn: ctx.today,
    changedAt: ctx.now,
  })
  await setCase(ctx, borrowerId, caseId, figures.loanIds)
  await record(ctx, { type: 'case.opened', borrowerId, caseId, data: { dueCents: figures.dueCents, oldestUnpaidDueOn: figures.oldestUnpaidDueOn } })
  return { caseId, change: 'opened' }
}

/** The borrower's number and how many cases there have been: unique at the lender without a counter to wait for. */
async function nextNumber(ctx: Ctx, borrowerId: string): Promise<string> {
  const [[borrower], [earlier]] = await Promise.all([
    ctx.db
      .select({ number: borrowers.number })
      .from(borrowers)
      .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(borrowers.id, borrowerId))),
    ctx.db.select({ cases: count() }).from(cases).where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId))),
  ])
  if (!borrower) throw notFound()
  return `${borrower.number}-${(earlier?.cases ?? 0) + 1}`
}

async function takeLoans(ctx: Ctx, borrowerId: string, caseId: string, figures: CaseFigures, standings: readonly CaseStanding[]): Promise<void> {
  const taken = standings.filter(({ record }) => figures.loanIds.includes(record.loan.id) && record.loan.caseId !== caseId)
  if (taken.length > 0) await setCase(ctx, borrowerId, caseId, taken.map(({ record }) => record.loan.id))
}

const setCase = (ctx: Ctx, borrowerId: string, caseId: string, loanIds: string[]) =>
  ctx.db
    .update(loans)
    .set({ caseId })
    .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, borrowerId), inArray(loans.id, loanIds)))

async function closeCase(ctx: Ctx, open: OpenCase, figures: CaseFigures, closure: 'cure' | 'settle'): Promise<CaseOutcome> {
  const { dueCents, balanceCents, oldestUnpaidDueOn } = figures
  await updateCase(ctx, open, {
    dueCents,
    balanceCents,
    oldestUnpaidDueOn,
    figuresOn: ctx.today,
    status: 'closed',
    queue: 'closed',
    closedOn: ctx.today,
    rankScore: 0,
    rankReasons: [],
    claimedBy: null,
    claimedUntil: null,
  })
  await record(ctx, { type: 'case.closed', borrowerId: open.borrowerId, caseId: open.id, data: { because: closure } })
  return { caseId: open.id, change: 'closed' }
}
