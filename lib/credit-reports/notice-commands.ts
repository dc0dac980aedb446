import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { queueMessage, type QueuedMessage } from '../outbox/commands'
import { read } from '../transaction'
import { monthEnd, reportOn } from './months'
import { listToTell, type Due } from './notice-queries'
import { reportsToBureau } from './scope'

const START = '00000000-0000-0000-0000-000000000000'

/**
 * Tells every borrower of what will be reported as bad, while there is still time to pay: once for each overdue date of a loan,
 * each token plan and each closed settlement, however often it runs. By the one way of sending, so the guard decides on each.
 */
export async function tellBeforeReport(ctx: Ctx): Promise<{ queued: number }> {
  authorize(ctx, 'job:run')
  let queued = 0
  if (!reportsToBureau(ctx)) return { queued }
  for (let after = START; ; ) {
    const { due, isLast } = await read(ctx, ctx => listToTell(ctx, after))
    for (const one of due) if ((await tell(ctx, one)).outcome === 'queued') queued += 1
    after = due.at(-1)?.loan_id ?? after
    if (isLast) return { queued }
  }
}

const tell = (ctx: Ctx, { borrower_id: borrowerId, loan_id: loanId, contract, case_id: caseId, of }: Due): Promise<QueuedMessage> => {
  const isSettled = of === 'settled'
  const from = reportOn(monthEnd(ctx.today), ctx.lender.policy.creditNoticeDays)
  return queueMessage(ctx, {
    borrowerId,
    caseId: isSettled ? null : caseId,
    templateCode: isSettled ? 'credit_notice_settled' : 'credit_notice',
    kind: 'sms',
    values: { contract, reportOn: from, ...(isSettled ? {} : { date: monthEnd(ctx.today) }) },
    uniqueKey: `credit_notice:${loanId}:${of}`,
  })
}

export type Late = { borrowerId: string; loanId: string; contract: string; caseId: string | null; isSettlement: boolean; key: string }

/** Tells of a line that could not be reported because nobody had told of it, or that became worse. Part of the caller's transaction. */
export async function tellLate(ctx: Ctx, { borrowerId, contract, caseId, isSettlement, key }: Late): Promise<void> {
  authorize(ctx, 'job:run')
  const from = addDays(ctx.today, ctx.lender.policy.creditNoticeDays + 1)
  await queueMessage(ctx, {
    borrowerId,
    caseId: isSettlement ? null : caseId,
    templateCode: isSettlement ? 'credit_notice_settled' : 'credit_notice',
    kind: 'sms',
    values: { contract, reportOn: from },
    uniqueKey: key,
  })
}
