import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { conflict, invalid } from '../errors'
import { transaction } from '../transaction'
import { isStillPosting, journalFile } from './journal-queries'

/**
 * The journal of a business date as a file that leaves the house: who took it is recorded before a row does. Throws `date_is_ahead`, and
 * `journal_still_posting` for a date that is over while a file that came by then is being taken in: what it posts may bear that date.
 */
export async function exportJournal(ctx: Ctx, on: LocalDate): Promise<AsyncGenerator<string>> {
  authorize(ctx, 'journal:export')
  if (on > ctx.today) throw invalid('check_fields', { on: 'date_is_ahead' })
  await transaction(ctx, async ctx => {
    if (on < ctx.today && (await isStillPosting(ctx, on))) throw conflict('journal_still_posting')
    await record(ctx, { type: 'journal.exported', data: { on } })
  })
  return journalFile(ctx, on)
}
