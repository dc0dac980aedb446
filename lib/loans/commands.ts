import { instalments, ledgerEntries, ledgerPostings, loans, loanSchedules } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import { transaction } from '../transaction'
import { rhythmOf, type NamedRhythm } from './contract-terms'
import { openingRows, type OpenLoan } from './opening'

export { addCharge, billCharge, cancelCharge } from './charge-commands'
export { restoreContractSchedule, startSchedule } from './schedule-commands'

/** What a loan leaves unsaid of its rhythm is its product's. */
export type NewLoan = Omit<OpenLoan, 'frequency' | 'dayCount'> & NamedRhythm

/** Takes a loan into the book with its contract schedule and opening entry. Throws RangeError on impossible terms. */
export async function openLoan(ctx: Ctx, input: NewLoan): Promise<{ loanId: string }> {
  const [loanId] = await openLoans(ctx, [input])
  if (!loanId) throw new Error('no loan was opened')
  return { loanId }
}

const AT_ONCE = 100

/** As `openLoan` for many, with a handful of statements a hundred loans. Gives the loans' ids in the order given. */
export async function openLoans(ctx: Ctx, inputs: readonly NewLoan[]): Promise<string[]> {
  authorize(ctx, 'import:run', 'seed:load')
  return transaction(ctx, async ctx => {
    const opened = inputs.map(input => openingRows(ctx, { ...input, ...rhythmOf(input, ctx.lender.policy.products) }))
    for (let at = 0; at < opened.length; at += AT_ONCE) {
      const rows = opened.slice(at, at + AT_ONCE)
      await Promise.all([
        ctx.db.insert(loans).values(rows.map(row => row.loan)),
        ctx.db.insert(loanSchedules).values(rows.map(row => row.schedule)),
        ctx.db.insert(instalments).values(rows.flatMap(row => row.instalments)),
        ctx.db.insert(ledgerEntries).values(rows.map(row => row.entry)),
        ctx.db.insert(ledgerPostings).values(rows.flatMap(row => row.postings)),
      ])
    }
    const first = inputs[0]
    const single = inputs.length === 1 && first ? { borrowerId: first.borrowerId } : {}
    if (first) await record(ctx, { type: 'loan.opened', ...single, data: { count: inputs.length, importId: first.importId ?? null } })
    return opened.map(row => row.loan.id)
  })
}
