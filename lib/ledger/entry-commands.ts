import { ledgerEntries, ledgerPostings } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { insertTogether, into } from '../bulk-port'
import type { Ctx } from '../context'
import { entryRows, type EntryDraft } from './entries'

/** Posts balanced entries in the caller's transaction, one statement for all of them. Gives each draft's entry id, null for an empty one. */
export async function postEntries(ctx: Ctx, borrowerId: string, drafts: readonly EntryDraft[]): Promise<(string | null)[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  if (!ctx.inTransaction) throw new Error('ledger entries outside a transaction')
  const rows = drafts.map(draft => entryRows({ actor: ctx.actor, now: ctx.now, borrowerId }, draft))
  const made = rows.filter(row => row !== null)
  await insertTogether(ctx, [into(ledgerEntries, made.map(row => row.entry)), into(ledgerPostings, made.flatMap(row => row.postings))])
  return rows.map(row => row?.entry.id ?? null)
}
