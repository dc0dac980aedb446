import { sql } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import { automaticSteps } from '../cases/strategy'
import { getStrategy } from '../cases/strategy-queries'
import type { Ctx } from '../context'
import { addDays, localDate } from '../dates'
import { formatMoney } from '../money'
import { strategyStep } from '../guard/strategy-step'
import { read } from '../transaction'
import { queueMessage } from './commands'
import { templateCodes, type TemplateCode } from './template'

type Step = ReturnType<typeof automaticSteps>[number]
type Due = {
  borrower_id: string
  case_id: string | null
  subject_id: string
  contract: string
  amount_cents: string
  due_on: string
  days: number
}

const PAY_WITHIN_DAYS = 7
const CHUNK = 500
const START = '00000000-0000-0000-0000-000000000000'

/**
 * Messages that the lender's ladder sends by itself: reminders before the due date, the first text on an overdue debt, the
 * e-mail after calls that reached nobody. Once for each rung and due date, however often it runs; nobody on hold or in a plan.
 */
export async function queueLadderNotices(ctx: Ctx): Promise<{ queued: number }> {
  authorize(ctx, 'job:run')
  const strategy = await getStrategy(ctx)
  let queued = 0
  for (const step of automaticSteps(strategy)) {
    const code = templateCodes.find(one => one === step.template)
    if (!code) throw new Error(`ladder ${strategy.code} names no known template at ${step.id}`)
    for (let after = START; ;) {
      const due = await read(ctx, ctx => (step.fromDpd < 0 ? listBeforeDue(ctx, step, after) : listOverdue(ctx, step, after)))
      for (const one of due) if (await queueNotice(ctx, strategyStep(strategy, step.id), step, code, one)) queued += 1
      after = due.at(-1)?.subject_id ?? after
      if (due.length < CHUNK) break
    }
  }
  return { queued }
}

async function queueNotice(ctx: Ctx, sender: string, step: Step, templateCode: TemplateCode, due: Due): Promise<boolean> {
  const values = {
    contract: due.contract,
    amount: formatMoney(Number(due.amount_cents), ctx.lender.currency, ctx.lender.locale),
    date: due.due_on,
    ...(due.days > 0 ? { days: String(due.days), until: addDays(ctx.today, PAY_WITHIN_DAYS) } : {}),
  }
  const { outcome } = await queueMessage(ctx, {
    borrowerId: due.borrower_id,
    caseId: due.case_id,
    templateCode,
    kind: step.action,
    values,
    uniqueKey: `ladder:${step.id}:${due.subject_id}:${localDate(due.due_on)}`,
    strategyStep: sender,
  })
  return outcome === 'queued'
}

const alreadySent = (
  ctx: Ctx,
  step: Step,
  subject: ReturnType<typeof sql>,
  borrower: ReturnType<typeof sql>,
  dueOn: ReturnType<typeof sql>,
) =>
  sql`exists (select from messages m where m.borrower_id = ${borrower} and m.lender_id = ${ctx.lender.id}::uuid
    and m.unique_key = 'ladder:' || ${step.id}::text || ':' || ${subject}::text || ':' || ${dueOn}::text)`

const onHold = (ctx: Ctx, borrower: ReturnType<typeof sql>) =>
  sql`exists (select from holds h where h.borrower_id = ${borrower} and h.ended_at is null and h.ends_at > ${ctx.now.toISOString()}::timestamptz)`

const listBeforeDue = (ctx: Ctx, step: Step, after: string) =>
  ctx.db.execute<Due>(sql`
    select l.borrower_id, l.case_id, l.id as subject_id, l.number as contract, l.next_due_on::text as due_on, 0 as days,
      sum(i.principal_cents + i.interest_cents + i.penalty_cents + i.fee_cents)::text as amount_cents
    from loans l join instalments i on i.borrower_id = l.borrower_id and i.loan_id = l.id and i.version = l.schedule_version and i.due_on = l.next_due_on
    where l.lender_id = ${ctx.lender.id}::uuid and l.status = 'active' and l.plan_id is null and l.id > ${after}::uuid
      and (l.oldest_unpaid_due_on is null or l.oldest_unpaid_due_on >= ${ctx.today}::date)
      and l.next_due_on between ${ctx.today}::date - ${step.toDpd ?? 0}::int and ${ctx.today}::date - ${step.fromDpd}::int
      and not ${alreadySent(ctx, step, sql`l.id`, sql`l.borrower_id`, sql`l.next_due_on`)} and not ${onHold(ctx, sql`l.borrower_id`)}
    group by l.borrower_id, l.id order by l.id limit ${CHUNK}`)

const listOverdue = (ctx: Ctx, step: Step, after: string) =>
  ctx.db.execute<Due>(sql`
    select c.borrower_id, c.id as case_id, c.id as subject_id, c.oldest_unpaid_due_on::text as due_on, ${ctx.today}::date - c.oldest_unpaid_due_on as days,
      c.due_cents::text as amount_cents,
      (select l.number from loans l where l.borrower_id = c.borrower_id and l.case_id = c.id order by l.oldest_unpaid_due_on nulls last, l.id limit 1) as contract
    from cases c
    where c.lender_id = ${ctx.lender.id}::uuid and c.status = 'open' and c.queue = 'work' and c.due_cents > 0 and c.id > ${after}::uuid
      and c.oldest_unpaid_due_on <= ${ctx.today}::date - ${step.fromDpd}::int
      and c.oldest_unpaid_due_on >= ${ctx.today}::date - ${step.toDpd ?? 36_500}::int
      and not ${alreadySent(ctx, step, sql`c.id`, sql`c.borrower_id`, sql`c.oldest_unpaid_due_on`)} and not ${onHold(ctx, sql`c.borrower_id`)}
      and ${step.requires.includes('calls_failed') ? callsFailed(ctx) : sql`true`}
    order by c.id limit ${CHUNK}`)

/** Two calls or more since the case was opened, and no conversation in any of them. */
const callsFailed = (ctx: Ctx) => sql`(
  select count(*) >= 2 and not bool_or(coalesce(k.outcome, '') in (${sql.join(
    ['', ...ctx.lender.policy.contactRules.conversationOutcomes].map(code => sql`${code}`),
    sql`, `,
  )}))
  from contacts k where k.borrower_id = c.borrower_id and k.case_id = c.id and k.kind = 'call' and k.direction = 'out')`
