import { and, asc, eq } from 'drizzle-orm'
import { cases, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LoanState } from '../ledger/loan-events'
import type { LoanRecord } from '../ledger/loan-record'

export type Standing = { record: LoanRecord; state: LoanState }

/** What a loan's row says about its history. Amounts as of the state's day; the dates stay true while days pass. */
export const figuresOf = ({ loan }: LoanRecord, state: LoanState) => ({
  status: statusOf(loan.status, state.settled),
  scheduleVersion: state.version,
  oldestUnpaidDueOn: state.oldestUnpaidDueOn,
  nextDueOn: state.nextDue?.on ?? null,
  dueCents: state.dueCents,
  balanceCents: state.outstandingCents,
  figuresOn: state.asOf,
})

function statusOf(status: string, settled: boolean): string {
  if (settled && status === 'active') return 'settled'
  return !settled && status === 'settled' ? 'active' : status
}

/** Writes the figures of the loans whose row says something else; gives their ids. The caller holds the loans' locks. */
export async function writeLoanFigures(ctx: Ctx, borrowerId: string, standings: readonly Standing[]): Promise<string[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const changed = standings.flatMap(({ record, state }) => {
    const figures = figuresOf(record, state)
    const isSame = (Object.keys(figures) as (keyof typeof figures)[]).every(key => figures[key] === record.loan[key])
    return isSame ? [] : [{ id: record.loan.id, figures }]
  })
  await Promise.all(
    changed.map(({ id, figures }) =>
      ctx.db
        .update(loans)
        .set(figures)
        .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, borrowerId), eq(loans.id, id))),
    ),
  )
  return changed.map(({ id }) => id)
}

/**
 * Holds a borrower's open case and then the loans in the order of their ids until the transaction ends: whoever changes money
 * waits here first, so that two never wait for each other. Gives the loans' ids, none for a stranger.
 */
export async function lockLoans(ctx: Ctx, borrowerId: string): Promise<string[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  const [, rows] = await Promise.all([
    ctx.db
      .select({ id: cases.id })
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
      .for('update'),
    ctx.db
      .select({ id: loans.id })
      .from(loans)
      .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, borrowerId)))
      .orderBy(asc(loans.id))
      .for('update'),
  ])
  return rows.map(row => row.id)
}
