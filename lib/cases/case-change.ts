import type { cases } from '@/db/schema'
import type { AuditEvent } from '@/lib/audit/record'
import type { Currency } from '@/lib/money'
import type { LocalDate } from '@/lib/dates'
import { caseFigures, caseQueue, type CaseFigures, type CaseStanding } from './figures'
import { rankCase, type RankFacts } from './rank'
import { stageFor, type Strategy } from './strategy'

export type OpenCase = typeof cases.$inferSelect
export type CaseFacts = Omit<RankFacts, 'oldestUnpaidDueOn' | 'today' | 'dueCents'> & {
  plannedLoanIds: string[]
  isHeld: boolean
  asksForHelp: boolean
  /** Whether promises or plans must hear of a change of money. */
  hasPromises: boolean
  hasPlans: boolean
  /** Number of the borrower, and how many cases there have been. */
  borrowerNumber: string
  caseCount: number
}
/** Whose case, as it stands, and what is known around it. `forHelp` opens one for somebody who asks before anything is overdue. */
export type CaseSubject = {
  borrowerId: string
  open: OpenCase | null
  standings: readonly CaseStanding[]
  facts: CaseFacts
  strategy: Strategy
  forHelp?: boolean
}
export type CaseOutcome = { caseId: string | null; change: 'opened' | 'updated' | 'closed' | 'none' }
/** What is to be written: a whole new case, or an open one as it is from now on, with the loans that join it. */
export type CaseChange = CaseOutcome & {
  borrowerId: string
  row: (typeof cases.$inferInsert & OpenCase) | null
  joins: string[]
  event: AuditEvent | null
}
export type CaseDay = { lenderId: string; currency: Currency; today: LocalDate; now: Date; newId: () => string }

/** What the loans make of a borrower's case: it opens when something is overdue and closes when nothing is and no plan runs. */
export function nextCaseChange(day: CaseDay, subject: CaseSubject): CaseChange {
  const { borrowerId, open, standings, facts, forHelp = false } = subject
  const figures = caseFigures(standings, day.today, open?.id ?? null, facts.plannedLoanIds, forHelp)
  const asksForHelp = facts.asksForHelp || (forHelp && figures.balanceCents > 0)
  const { queue, closure } = caseQueue(figures, { planRuns: facts.plannedLoanIds.length > 0, isHeld: facts.isHeld, asksForHelp })
  if (open) return closure ? closed(day, subject, open, figures, closure) : moved(day, subject, open, figures, queue)
  if (queue === 'closed') return { borrowerId, caseId: null, change: 'none', row: null, joins: [], event: null }
  return opened(day, subject, figures, queue)
}

function columnsOf({ today }: CaseDay, figures: CaseFigures, facts: CaseFacts) {
  const { dueCents, balanceCents, oldestUnpaidDueOn } = figures
  const { score, reasons } = rankCase({ ...facts, oldestUnpaidDueOn, dueCents, today })
  return { dueCents, balanceCents, oldestUnpaidDueOn, figuresOn: today, rankScore: score, rankReasons: reasons }
}

const joining = ({ standings }: CaseSubject, { loanIds }: CaseFigures, caseId: string): string[] =>
  standings
    .filter(({ record }) => loanIds.includes(record.loan.id) && record.loan.caseId !== caseId)
    .map(({ record }) => record.loan.id)

function moved(day: CaseDay, subject: CaseSubject, open: OpenCase, figures: CaseFigures, queue: string): CaseChange {
  const { borrowerId, facts, strategy } = subject
  const stage = open.stage === 'legal' ? 'legal' : stageFor(strategy, figures.dpd)
  const changed = { ...columnsOf(day, figures, facts), queue, stage }
  const same = { borrowerId, caseId: open.id, joins: joining(subject, figures, open.id), event: null }
  if (isSame(open, changed)) return { ...same, change: 'none', row: null }
  const data = { queueBefore: open.queue, queue, stageBefore: open.stage, stage }
  const hasMoved = open.queue !== queue || open.stage !== stage
  const event: AuditEvent | null = hasMoved ? { type: 'case.moved', borrowerId, caseId: open.id, data } : null
  return { ...same, change: 'updated', row: { ...open, ...changed, changedAt: day.now }, event }
}

type Changed = ReturnType<typeof columnsOf> & { queue: string; stage: string }

const isSame = (open: OpenCase, changed: Changed): boolean =>
  (Object.keys(changed) as (keyof Changed)[]).every(key => key === 'rankReasons' || open[key] === changed[key]) &&
  open.rankReasons.map(reason => reason.code).join() === changed.rankReasons.map(reason => reason.code).join()

const untouched = {
  ownerId: null,
  agencyId: null,
  wakesAt: null,
  claimedBy: null,
  claimedUntil: null,
  lastContactAt: null,
  closedOn: null,
}

function opened(day: CaseDay, subject: CaseSubject, figures: CaseFigures, queue: string): CaseChange {
  const { borrowerId, facts, strategy } = subject
  const id = day.newId()
  const row: OpenCase = {
    ...untouched,
    ...columnsOf(day, figures, facts),
    borrowerId,
    id,
    lenderId: day.lenderId,
    // Unique at the lender without a counter to wait for.
    number: `${facts.borrowerNumber}-${facts.caseCount + 1}`,
    currency: day.currency,
    status: 'open',
    queue,
    stage: stageFor(strategy, figures.dpd),
    strategyCode: strategy.code,
    strategyVersion: strategy.version,
    openedOn: day.today,
    changedAt: day.now,
  }
  const data = { dueCents: figures.dueCents, oldestUnpaidDueOn: figures.oldestUnpaidDueOn }
  return {
    borrowerId,
    caseId: id,
    change: 'opened',
    row,
    joins: joining(subject, figures, id),
    event: { type: 'case.opened', borrowerId, caseId: id, data },
  }
}

function closed(
  day: CaseDay,
  subject: CaseSubject,
  open: OpenCase,
  figures: CaseFigures,
  because: 'cure' | 'settle',
): CaseChange {
  const { borrowerId } = subject
  const { dueCents, balanceCents, oldestUnpaidDueOn } = figures
  const ended = {
    status: 'closed',
    queue: 'closed',
    closedOn: day.today,
    rankScore: 0,
    rankReasons: [],
    claimedBy: null,
    claimedUntil: null,
  }
  return {
    borrowerId,
    caseId: open.id,
    change: 'closed',
    row: { ...open, dueCents, balanceCents, oldestUnpaidDueOn, figuresOn: day.today, ...ended, changedAt: day.now },
    joins: joining(subject, figures, open.id),
    event: { type: 'case.closed', borrowerId, caseId: open.id, data: { because } },
  }
}
