import { auditEvents, cases, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { auditRow } from '../audit/record'
import { insertAll, updateAll } from '../bulk-port'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { nextCaseChange, type CaseChange, type CaseFacts, type CaseSubject } from './case-change'
import type { CaseStanding } from './figures'
import { loadCaseFactsOf, type OpenCase } from './figures-queries'
import { getStrategy } from './strategy-queries'
import type { Strategy } from './strategy'

export type { CaseOutcome } from './case-change'
export type CaseToWrite = {
  borrowerId: string
  open: OpenCase | null
  standings: readonly CaseStanding[]
  facts?: CaseFacts
  forHelp?: boolean
}

/**
 * Brings borrowers' cases to what their loans say: opens one when something is overdue, closes it when nothing is and no plan
 * runs. The caller holds the cases and the loans and passes the loans as they stand today. A handful of statements for all.
 */
export async function writeCases(ctx: Ctx, wanted: readonly CaseToWrite[]): Promise<CaseChange[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const facts = await loadCaseFactsOf(
    ctx,
    wanted.filter(one => !one.facts).map(one => one.borrowerId),
  )
  const strategyOf = await loadStrategies(ctx, wanted)
  const day = { lenderId: ctx.actor.lenderId, currency: ctx.lender.currency, today: ctx.today, now: ctx.now, newId }
  const changes = wanted.flatMap((one): CaseChange[] => {
    const known = one.facts ?? facts.get(one.borrowerId)
    const subject: CaseSubject | null = known ? { ...one, facts: known, strategy: strategyOf(one.open) } : null
    return subject ? [nextCaseChange(day, subject)] : []
  })
  await writeChanges(ctx, changes)
  return changes
}

async function writeChanges(ctx: Ctx, changes: readonly CaseChange[]): Promise<void> {
  const rows = (which: (change: CaseChange) => boolean) => changes.filter(which).flatMap(({ row }) => (row ? [row] : []))
  const joins = changes.flatMap(({ borrowerId, caseId, joins }) => joins.map(id => ({ borrowerId, id, caseId })))
  await Promise.all([
    insertAll(
      ctx,
      cases,
      rows(({ change }) => change === 'opened'),
    ),
    updateAll(ctx, cases, rows(({ change }) => change === 'updated' || change === 'closed').map(changeable)),
    updateAll(ctx, loans, joins),
    insertAll(
      ctx,
      auditEvents,
      changes.flatMap(({ event }) => (event ? [auditRow(ctx, event)] : [])),
    ),
  ])
}

/** What a refresh may change of a case that is there. */
const changeable = ({
  borrowerId,
  id,
  status,
  queue,
  stage,
  oldestUnpaidDueOn,
  dueCents,
  balanceCents,
  figuresOn,
  rankScore,
  rankReasons,
  claimedBy,
  claimedUntil,
  closedOn,
  changedAt,
}: OpenCase) => ({
  ...{ borrowerId, id, status, queue, stage, oldestUnpaidDueOn, dueCents, balanceCents, figuresOn },
  ...{ rankScore, rankReasons, claimedBy, claimedUntil, closedOn, changedAt },
})

/** The ladder of each open case, and the lender's own for a case to come: read once each. */
async function loadStrategies(ctx: Ctx, wanted: readonly CaseToWrite[]): Promise<(open: OpenCase | null) => Strategy> {
  const keyOf = (open: OpenCase | null) => (open ? `${open.strategyCode}:${open.strategyVersion}` : '')
  const ladders = new Map<string, Strategy>()
  for (const { open } of wanted) {
    const key = keyOf(open)
    if (!ladders.has(key))
      ladders.set(key, await getStrategy(ctx, open ? { code: open.strategyCode, version: open.strategyVersion } : {}))
  }
  return open => {
    const found = ladders.get(keyOf(open))
    if (!found) throw new Error('a case without its ladder')
    return found
  }
}
