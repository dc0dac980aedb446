import { ledgerEntries, ledgerPostings } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { entryRows, type EntryDraft } from './entries'

/** Posts balanced entries in the caller's transaction, two statements for all of them. Gives each draft's entry id, null for an empty one. */
export async function postEntries(ctx: Ctx, borrowerId: string, drafts: readonly EntryDraft[]): Promise<(string | null)[]> {
  authorize(ctx, 'figures:refresh', 'payment:record', 'payment:reverse', 'import:run')
  if (!ctx.inTransaction) throw new Error('ledger entries outside a transaction')
  const rows = drafts.map(draft => entryRows({ actor: ctx.actor, now: ctx.now, borrowerId }, draft))
  const made = rows.filter(row => row !== null)
  if (made.length > 0) {
    await Promise.all([
      ctx.db.insert(ledgerEntries).values(made.map(row => row.entry)),
      ctx.db.insert(ledgerPostings).values(made.flatMap(row => row.postings)),
    ])
  }
  return rows.map(row => row?.entry.id ?? null)
}
