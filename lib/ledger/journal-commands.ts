import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { invalid } from '../errors'
import { transaction } from '../transaction'
import { journalFile } from './journal-queries'

/** The journal of a business date as a file that leaves the house: who took it is recorded before a row does. Throws `date_is_ahead`. */
export async function exportJournal(ctx: Ctx, on: LocalDate): Promise<AsyncGenerator<string>> {
  authorize(ctx, 'journal:export')
  if (on > ctx.today) throw invalid('check_fields', { on: 'date_is_ahead' })
  await transaction(ctx, ctx => record(ctx, { type: 'journal.exported', data: { on } }))
  return journalFile(ctx, on)
}
