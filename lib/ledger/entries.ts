import type { ledgerEntries, ledgerPostings } from '@/db/schema'
import { newId } from '@/lib/clock'
import type { Actor } from '@/lib/context'
import type { LocalDate } from '@/lib/dates'
import { add, cents, ZERO, type Cents } from '@/lib/money'
import { COMPONENTS, type Component } from './waterfall'

/** `deferred`: what a running plan forgives once it is kept, or leaves open until its review. */
export type Account = 'receivable' | 'funds' | 'income' | 'waived' | 'written_off' | 'deferred' | 'credit' | 'opening'
export type EntryKind = 'disbursement' | 'billing' | 'charge' | 'payment' | 'allocation_change' | 'reversal' | 'waiver' | 'grant' | 'opening' | 'refund'
/** Debits are positive, credits negative, in cents; the postings of one entry sum to zero. */
export type Posting = { account: Account; component: Component; amountCents: Cents }

export type EntryDraft = {
  loanId: string
  kind: EntryKind
  effectiveOn: LocalDate
  postings: readonly Posting[]
  paymentId?: string
  planId?: string | null
  reversesEntryId?: string
}
export type EntryAuthor = { actor: Actor; now: Date; borrowerId: string }
export type EntryRows = { entry: typeof ledgerEntries.$inferInsert; postings: (typeof ledgerPostings.$inferInsert)[] }

/** `from` gives, `to` takes: two postings that balance; nothing for nothing. */
export function move(amountCents: Cents, component: Component, to: Account, from: Account): Posting[] {
  if (amountCents === 0) return []
  return [
    { account: to, component, amountCents },
    { account: from, component, amountCents: cents(-amountCents) },
  ]
}

export const opposite = (postings: readonly Posting[]): Posting[] =>
  postings.map(posting => ({ ...posting, amountCents: cents(-posting.amountCents) }))

/** One posting per account and component, zeros left out. */
export function mergePostings(postings: readonly Posting[]): Posting[] {
  const merged = new Map<string, Posting>()
  for (const posting of postings) {
    const key = `${posting.account} ${posting.component}`
    const before = merged.get(key)
    merged.set(key, before ? { ...before, amountCents: add(before.amountCents, posting.amountCents) } : posting)
  }
  return [...merged.values()].filter(posting => posting.amountCents !== 0)
}

/** Rows of an entry. Throws RangeError when the postings do not balance; null when there is nothing to post. */
export function entryRows(author: EntryAuthor, draft: EntryDraft): EntryRows | null {
  const merged = mergePostings(draft.postings)
  if (merged.length === 0) return null
  if (merged.reduce<Cents>((sum, { amountCents }) => add(sum, amountCents), ZERO) !== 0) throw new RangeError(`${draft.kind} does not balance`)
  const owned = { borrowerId: author.borrowerId, lenderId: author.actor.lenderId }
  const entry = {
    ...owned,
    id: newId(),
    loanId: draft.loanId,
    kind: draft.kind,
    effectiveOn: draft.effectiveOn,
    postedAt: author.now,
    paymentId: draft.paymentId ?? null,
    planId: draft.planId ?? null,
    reversesEntryId: draft.reversesEntryId ?? null,
    actorKind: author.actor.kind,
    actorId: author.actor.id,
  }
  return { entry, postings: merged.map(posting => ({ ...owned, ...posting, id: newId(), entryId: entry.id })) }
}

/** Sums by component. */
export const byComponent = (amounts: readonly { component: Component; amountCents: Cents }[]): Record<Component, Cents> => {
  const sums = Object.fromEntries(COMPONENTS.map(component => [component, ZERO])) as Record<Component, Cents>
  for (const { component, amountCents } of amounts) sums[component] = add(sums[component], amountCents)
  return sums
}
