import { sql, type SQL } from 'drizzle-orm'
import { idList } from '../bulk-port'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { loadRecordsOf } from '../loans/record-queries'
import type { LoanFacts } from './report-line'
import type { Notice } from './telling'

/** A loan with all that a line is made of, but for whether it was written off by the day in question. */
export type ReportSubject = Omit<LoanFacts, 'isWrittenOff'> & { isWithdrawn: boolean; notices: Notice[]; caseId: string | null; borrowerNumber: string; idMasked: string | null }

type Person = {
  id: string
  number: string
  id_masked: string | null
  plans: { id: string; kind: string }[]
  given_up: { loan: string; on: LocalDate; amount: number }[]
  /** Numbers of the loans that are disputed; null: all of them. */
  disputes: (string | null)[]
  /** Loans that were never theirs. */
  withdrawn: string[]
  notices: { loan: string; status: string; handed: number | null; settled: boolean }[]
}

/** Every loan of some borrowers, in two statements. The caller has opened a transaction. */
export async function loadSubjects(ctx: Ctx, borrowerIds: readonly string[]): Promise<ReportSubject[]> {
  if (borrowerIds.length === 0) return []
  const records = await loadRecordsOf(ctx, borrowerIds)
  const people = await ctx.db.execute<Person>(select(ctx, borrowerIds))
  return people.flatMap(person => (records.get(person.id) ?? []).map(record => subjectOf(person, record)))
}

function subjectOf(person: Person, record: LoanFacts['record']): ReportSubject {
  const { id, number, caseId } = record.loan
  return {
    record,
    planKinds: new Map(person.plans.map(plan => [plan.id, plan.kind])),
    givenUp: person.given_up.filter(({ loan }) => loan === id).map(({ on, amount }) => ({ on, amountCents: amount })),
    isDisputed: person.disputes.some(loan => loan === null || loan === number),
    isWithdrawn: person.withdrawn.includes(id),
    notices: person.notices
      .filter(({ loan }) => loan === id)
      .map(({ status, handed, settled }) => ({ status, handedAt: handed === null ? null : new Date(handed), isOfSettlement: settled })),
    caseId,
    borrowerNumber: person.number,
    idMasked: person.id_masked,
  }
}

function select(ctx: Ctx, borrowerIds: readonly string[]): SQL {
  const list = (item: SQL, rest: SQL) => sql`(select coalesce(json_agg(${item}), '[]') from ${rest})`
  const own = sql.raw('x.lender_id = b.lender_id and x.borrower_id = b.id')
  return sql`select b.id, b.number, b.id_masked,
    ${list(sql`json_build_object('id', x.id, 'kind', x.kind)`, sql`plans x where ${own}`)} as plans,
    ${list(
      sql`json_build_object('loan', x.loan_id, 'on', x.effective_on, 'amount', p.amount_cents)`,
      sql`ledger_entries x join ledger_postings p on p.borrower_id = x.borrower_id and p.entry_id = x.id
        where ${own} and x.kind = 'grant' and p.account = 'written_off'`,
    )} as given_up,
    ${list(sql`x.facts -> 'about' ->> 'loanNumber'`, sql`escalations x where ${own} and x.status = 'open' and x.kind = 'help' and x.facts ->> 'topic' = 'dispute'`)} as disputes,
    ${list(sql`x.loan_id`, sql`credit_report_withdrawals x where ${own} and x.status = 'approved'`)} as withdrawn,
    ${list(
      sql`json_build_object('loan', split_part(x.unique_key, ':', 2), 'status', x.status, 'handed', (extract(epoch from x.handed_at) * 1000)::bigint,
        'settled', x.template_code = 'credit_notice_settled')`,
      sql`messages x where ${own} and x.template_code in ('credit_notice', 'credit_notice_settled')`,
    )} as notices
    from borrowers b where b.lender_id = ${ctx.actor.lenderId}::uuid and b.id = any (${idList(borrowerIds)}) order by b.id`
}
