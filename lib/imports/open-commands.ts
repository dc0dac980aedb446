import {
  borrowers,
  contactPoints,
  instalments,
  ledgerEntries,
  ledgerPostings,
  loans,
  loanSchedules,
  paymentAllocations,
  paymentParts,
  payments,
  searchTokens,
} from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { newId } from '../clock'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { borrowerRow, pointRows, tokenRows } from './borrower-rows'
import { insertAll, insertTogether, into } from '../bulk-port'
import type { LoanRow } from './loan-row'
import { openingBook, type LoanRows } from './opening-book'

export type NewLoan = { row: LoanRow; sourceHash: string }
/** `borrowers` maps numbers to ids of those already there and learns the new ones. */
type Destination = { importId: string; asOf: LocalDate; borrowers: Map<string, string> }

/**
 * Opens many loans with their borrowers and synthetic history, a statement a table. Joins the caller's transaction, which leaves
 * the audit event for the whole file. Gives the borrowers with something overdue today: their cases are for the caller to refresh.
 */
export async function openLoansOf(ctx: Ctx, fresh: readonly NewLoan[], destination: Destination): Promise<Set<string>> {
  authorize(ctx, 'import:run')
  const people = await insertPeople(ctx, fresh, destination.borrowers)
  const books = fresh.map(({ row, sourceHash }) =>
    openingBook(ctx, row, { borrowerId: people.get(row.borrowerNumber) ?? '', importId: destination.importId, sourceHash, asOf: destination.asOf }),
  )
  await insertBooks(ctx, books)
  return new Set(books.filter(({ state }) => state.dpd > 0).map(({ opening }) => opening.loan.borrowerId))
}

async function insertPeople(ctx: Ctx, fresh: readonly NewLoan[], known: Map<string, string>): Promise<Map<string, string>> {
  const strangers = new Map(fresh.filter(({ row }) => !known.has(row.borrowerNumber)).map(({ row }) => [row.borrowerNumber, row]))
  for (const number of strangers.keys()) known.set(number, newId())
  const idOf = (row: LoanRow) => known.get(row.borrowerNumber) ?? ''
  await insertAll(
    ctx,
    borrowers,
    [...strangers.values()].map(row => borrowerRow(ctx, row, idOf(row))),
  )
  await insertAll(
    ctx,
    contactPoints,
    fresh.flatMap(({ row }) => pointRows(ctx, row, idOf(row))),
    'skip',
  )
  await insertAll(
    ctx,
    searchTokens,
    fresh.flatMap(({ row }) => tokenRows(ctx, row, idOf(row))),
    'skip',
  )
  return known
}

async function insertBooks(ctx: Ctx, books: readonly LoanRows[]) {
  const entries = books.flatMap(book => [book.opening, ...book.entries])
  await insertAll(
    ctx,
    loans,
    books.map(book => book.opening.loan),
  )
  await insertAll(
    ctx,
    loanSchedules,
    books.flatMap(book => (book.settlement ? [book.opening.schedule, book.settlement] : [book.opening.schedule])),
  )
  await insertAll(
    ctx,
    instalments,
    books.flatMap(book => book.opening.instalments),
  )
  await insertAll(
    ctx,
    payments,
    books.flatMap(book => book.payments),
  )
  await insertAll(
    ctx,
    paymentParts,
    books.flatMap(book => book.parts),
  )
  // Never cut into pieces: each statement leaves every entry balanced.
  await insertTogether(ctx, [
    into(
      ledgerEntries,
      entries.map(({ entry }) => entry),
    ),
    into(
      ledgerPostings,
      entries.flatMap(({ postings }) => postings),
    ),
  ])
  await insertAll(
    ctx,
    paymentAllocations,
    books.flatMap(book => book.allocations),
  )
}
