import { add, cents, ZERO, type Cents } from '@/lib/money'
import { mergePostings, move, opposite, type Posting } from './entries'
import type { PaymentResult } from './loan-events'
import type { Component } from './waterfall'

export type AllocationComponent = Component | 'overpaid' | 'refunded'
/** Where a part of a payment went; `instalmentNumber` null for what is left over. */
export type AllocationRow = { version: number; instalmentNumber: number | null; component: AllocationComponent; amountCents: Cents }

/** A payment's allocations as they are stored: one row per instalment and component, then what is left over. */
export function allocationRows(result: PaymentResult): AllocationRow[] {
  const rows = new Map<string, AllocationRow>()
  for (const { version, instalmentNumber, component, amountCents } of result.allocations) {
    const key = `${version}:${instalmentNumber}:${component}`
    const before = rows.get(key)
    rows.set(key, { version, instalmentNumber, component, amountCents: add(before?.amountCents ?? ZERO, amountCents) })
  }
  const version = result.allocations.at(-1)?.version ?? 1
  const over: AllocationRow[] = result.overpaidCents > 0 ? [{ version, instalmentNumber: null, component: 'overpaid', amountCents: result.overpaidCents }] : []
  const back: AllocationRow[] = result.refundedCents > 0 ? [{ version, instalmentNumber: null, component: 'refunded', amountCents: result.refundedCents }] : []
  return [...rows.values(), ...over, ...back]
}

export function isSameAllocation(a: readonly AllocationRow[], b: readonly AllocationRow[]): boolean {
  const key = (row: AllocationRow) => `${row.version}:${row.instalmentNumber}:${row.component}:${row.amountCents}`
  const keys = new Set(a.map(key))
  return a.length === b.length && b.every(row => keys.has(key(row)))
}

/** What a payment does to the accounts: funds in, receivables down, accrued penalty billed as it is paid, the rest a credit. */
export function paymentPostings(result: PaymentResult): Posting[] {
  const paid = result.allocations.flatMap(({ component, amountCents }) => move(amountCents, component, 'funds', 'receivable'))
  const accrued = result.allocations.filter(({ lineId }) => lineId.endsWith(':accrued')).reduce<number>((sum, { amountCents }) => sum + amountCents, 0)
  const billed = move(cents(accrued), 'penalty', 'receivable', 'income')
  return mergePostings([...paid, ...billed, ...move(add(result.overpaidCents, result.refundedCents), 'principal', 'funds', 'credit')])
}

/** What must still be posted so that the account says `wanted`. */
export const postingsBetween = (posted: readonly Posting[], wanted: readonly Posting[]): Posting[] => mergePostings([...wanted, ...opposite(posted)])
