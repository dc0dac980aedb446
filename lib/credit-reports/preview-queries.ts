import { sql } from 'drizzle-orm'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, addHours, atSecond, minuteOf, minuteOfDay, type LocalDate } from '../dates'
import { read } from '../transaction'
import { firstReport, monthStart, NOTICES_AT, REPORTS_AT } from './months'
import { countToTell } from './notice-queries'
import { reportsToBureau } from './scope'

export type FirstReport = {
  asOf: LocalDate
  /** The day on which it is made by itself. */
  on: LocalDate
  loans: number
  bad: number
  /** Bad lines of which nobody has told in time: not reported, and told of. */
  held: number
  notices: number
  noticesOn: LocalDate
}

/**
 * What the lender's first report will hold and whom it makes Leeway write to, by the books as they stand now; null once there is a file,
 * and where nothing is reported.
 */
export async function previewFirstReport(ctx: Ctx): Promise<FirstReport | null> {
  authorize(ctx, 'journal:export')
  if (!reportsToBureau(ctx)) return null
  const { policy: { creditNoticeDays }, timeZone } = ctx.lender
  const [reportsFrom, noticesOn] = [nextTime(ctx, REPORTS_AT), nextTime(ctx, NOTICES_AT)]
  const { asOf, on } = firstReport(ctx.today, reportsFrom, creditNoticeDays)
  return read(ctx, async ctx => {
    const [has] = await ctx.db.execute<{ found: boolean }>(sql`select exists (select from credit_report_runs where lender_id = ${ctx.lender.id}::uuid) as found`)
    if (has?.found) return null
    const toldBy = addHours(atSecond(on, minuteOf(REPORTS_AT) * 60, timeZone), -24 * creditNoticeDays)
    const [counts] = await ctx.db.execute<{ loans: number; bad: number; held: number }>(sql`
      select count(*)::int as loans, count(*) filter (where is_bad)::int as bad, count(*) filter (where is_bad and not is_told)::int as held
      from (select l.status = 'charged_off' or l.oldest_unpaid_due_on < ${asOf}::date as is_bad,
          exists (select from messages m where m.lender_id = l.lender_id and m.borrower_id = l.borrower_id and m.template_code = 'credit_notice'
            and split_part(m.unique_key, ':', 2) = l.id::text and m.handed_at <= ${toldBy.toISOString()}::timestamptz
            and (l.oldest_unpaid_due_on is null or (m.handed_at at time zone ${timeZone})::date > l.oldest_unpaid_due_on)) as is_told
        from loans l
        where l.lender_id = ${ctx.lender.id}::uuid and l.disbursed_on <= ${asOf}::date
          and (l.status in ('active', 'charged_off') or (l.status = 'settled' and l.figures_on >= ${monthStart(asOf)}::date))
          and not exists (select from credit_report_withdrawals w where w.lender_id = l.lender_id and w.borrower_id = l.borrower_id and w.loan_id = l.id and w.status = 'approved')
      ) known`)
    return { asOf, on, noticesOn, notices: await countToTell(ctx), ...(counts ?? { loans: 0, bad: 0, held: 0 }) }
  })
}

/** Today, or tomorrow once that time of day has passed. */
const nextTime = (ctx: Ctx, at: string): LocalDate => (minuteOfDay(ctx.now, ctx.lender.timeZone) < minuteOf(at) ? ctx.today : addDays(ctx.today, 1))
