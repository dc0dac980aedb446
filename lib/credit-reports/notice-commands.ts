import { sql } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays } from '../dates'
import { queueMessage, type QueuedMessage } from '../outbox/commands'
import { read } from '../transaction'
import { monthEnd, monthStart, reportOn } from './months'
import { reportsToBureau } from './scope'

type Due = { borrower_id: string; loan_id: string; contract: string; case_id: string | null; of: string }

const CHUNK = 500
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
    const due = await read(ctx, ctx => listToTell(ctx, after))
    for (const one of due) if ((await tell(ctx, one)).outcome === 'queued') queued += 1
    after = due.at(-1)?.loan_id ?? after
    if (due.length < CHUNK) return { queued }
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

const listToTell = (ctx: Ctx, after: string) =>
  ctx.db.execute<Due>(sql`
    select l.borrower_id, l.id as loan_id, l.number as contract, l.case_id, d.of
    from loans l
    left join lateral (select p.id from plans p where p.lender_id = l.lender_id and p.borrower_id = l.borrower_id and p.id = l.plan_id
      and p.kind = 'token' and p.status in ('active', 'grace')) t on true
    left join lateral (select p.id from plans p where p.lender_id = l.lender_id and p.borrower_id = l.borrower_id and l.id = any (p.loan_ids)
      and p.kind = 'settlement' and p.status = 'completed' and p.ended_on >= ${monthStart(ctx.today)}::date limit 1) s on true
    cross join lateral (select case
      when s.id is not null and l.status = 'settled' then 'settled'
      when l.status in ('active', 'charged_off') and t.id is not null then 'token:' || t.id
      when l.status in ('active', 'charged_off') and l.oldest_unpaid_due_on < ${ctx.today}::date then l.oldest_unpaid_due_on::text
    end as of) d
    where l.lender_id = ${ctx.lender.id}::uuid and l.status in ('active', 'charged_off', 'settled') and l.id > ${after}::uuid and d.of is not null
      and not exists (select from messages m where m.lender_id = l.lender_id and m.borrower_id = l.borrower_id and m.unique_key = 'credit_notice:' || l.id || ':' || d.of)
    order by l.id limit ${CHUNK}`)
