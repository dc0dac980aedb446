import { and, asc, eq, gt, gte, lt, or, sql } from 'drizzle-orm'
import { bankStatements, imports, ledgerEntries, ledgerPostings, loans } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, atHour, type LocalDate } from '../dates'
import { csvLine } from '../imports/refused-file'
import { decimalText } from '../money'
import { read } from '../transaction'

const PAGE = 1_000
export const JOURNAL_COLUMNS = ['entry', 'posted_at', 'effective_on', 'kind', 'loan', 'account', 'component', 'debit', 'credit', 'reverses_entry'] as const

type Cursor = { postedAt: Date; entryId: string; postingId: string }
type Line = Awaited<ReturnType<typeof pageOf>>[number]

/**
 * Every posting of a business date of the lender as CSV, in the order of posting, with a last row in which debits equal credits.
 * A date that is over never changes. Streamed page by page; throws when the sums differ, so that no such file is ever whole.
 */
export async function* journalFile(ctx: Ctx, on: LocalDate): AsyncGenerator<string> {
  authorize(ctx, 'journal:export')
  yield `\uFEFF${csvLine(JOURNAL_COLUMNS)}`
  let [debits, credits] = [0, 0]
  for (let after: Cursor | null = null; ; ) {
    const page: Line[] = await pageOf(ctx, on, after)
    for (const line of page) {
      if (line.amountCents > 0) debits += line.amountCents
      else credits -= line.amountCents
    }
    if (page.length > 0) yield page.map(rowOf).join('')
    const last = page.at(-1)
    if (page.length < PAGE || !last) break
    after = { postedAt: last.postedAt, entryId: last.entryId, postingId: last.postingId }
  }
  if (debits !== credits) throw new Error(`the journal of ${on} does not balance`)
  yield csvLine(['sum', '', on, '', '', '', '', decimalText(debits), decimalText(credits), ''])
}

/** Whether a file that came by the end of a day is being taken in. Inside the caller's transaction. */
export async function isStillPosting(ctx: Ctx, on: LocalDate): Promise<boolean> {
  const end = atHour(addDays(on, 1), 0, ctx.lender.timeZone)
  const running = [bankStatements, imports].map(file => ctx.db.$count(file, and(eq(file.lenderId, ctx.actor.lenderId), eq(file.status, 'applying'), lt(file.createdAt, end))))
  return (await Promise.all(running)).some(count => count > 0)
}

const rowOf = ({ entryId, postedAt, effectiveOn, kind, loanNumber, account, component, amountCents, reverses }: Line): string =>
  csvLine([
    entryId,
    postedAt.toISOString(),
    effectiveOn,
    kind,
    loanNumber,
    account,
    component,
    amountCents > 0 ? decimalText(amountCents) : '',
    amountCents < 0 ? decimalText(-amountCents) : '',
    reverses ?? '',
  ])

const pageOf = (ctx: Ctx, on: LocalDate, after: Cursor | null) =>
  read(ctx, ctx =>
    ctx.db
      .select({
        entryId: ledgerEntries.id,
        postingId: ledgerPostings.id,
        postedAt: ledgerEntries.postedAt,
        effectiveOn: ledgerEntries.effectiveOn,
        kind: ledgerEntries.kind,
        loanNumber: loans.number,
        account: ledgerPostings.account,
        component: ledgerPostings.component,
        amountCents: ledgerPostings.amountCents,
        reverses: ledgerEntries.reversesEntryId,
      })
      .from(ledgerEntries)
      .innerJoin(ledgerPostings, and(eq(ledgerPostings.borrowerId, ledgerEntries.borrowerId), eq(ledgerPostings.entryId, ledgerEntries.id)))
      .innerJoin(loans, and(eq(loans.borrowerId, ledgerEntries.borrowerId), eq(loans.id, ledgerEntries.loanId)))
      .where(
        and(
          eq(ledgerEntries.lenderId, ctx.actor.lenderId),
          gte(ledgerEntries.postedAt, atHour(on, 0, ctx.lender.timeZone)),
          lt(ledgerEntries.postedAt, atHour(addDays(on, 1), 0, ctx.lender.timeZone)),
          after
            ? or(
                sql`(${ledgerEntries.postedAt}, ${ledgerEntries.id}) > (${after.postedAt.toISOString()}::timestamptz, ${after.entryId}::uuid)`,
                and(eq(ledgerEntries.id, after.entryId), gt(ledgerPostings.id, after.postingId)),
              )
            : undefined,
        ),
      )
      .orderBy(asc(ledgerEntries.postedAt), asc(ledgerEntries.id), asc(ledgerPostings.id))
      .limit(PAGE),
  )
