import type { loanSchedules, paymentAllocations, paymentParts, payments } from '@/db/schema'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { addMinutes, atHour, dateIn, type LocalDate } from '../dates'
import { entryRows, move, type EntryDraft, type EntryRows, type Posting } from '../ledger/entries'
import type { LoanPayment, LoanState } from '../ledger/loan-events'
import { replayRecord, waterfallOf, type LoanRecord } from '../ledger/loan-record'
import { rhythmOf } from '../loans/contract-terms'
import { figuresOf } from '../loans/figures'
import { openingRows, type OpeningRows } from '../loans/opening'
import type { Instalment } from '../loans/schedule'
import { subtract, ZERO } from '../money'
import { historyOf, type LoanHistory } from './history'
import type { LoanRow } from './loan-row'

export type PaymentRows = {
  payments: (typeof payments.$inferInsert)[]
  parts: (typeof paymentParts.$inferInsert)[]
  allocations: (typeof paymentAllocations.$inferInsert)[]
  entries: EntryRows[]
}
export type LoanRows = PaymentRows & { opening: OpeningRows; settlement: (typeof loanSchedules.$inferInsert) | null; state: LoanState }
type Source = { borrowerId: string; importId: string; sourceHash: string; asOf: LocalDate }

/** Every row of a loan taken over from another system: contract, the payments that must have been, and today's figures. */
export function openingBook(ctx: Ctx, row: LoanRow, source: Source): LoanRows {
  const opening = openingRows(ctx, { ...row, ...rhythmOf(row, ctx.lender.policy.products), ...source, currency: ctx.lender.currency })
  const contract = opening.instalments as unknown as Instalment[]
  const history = historyOf(row, contract, source.asOf, waterfallOf(ctx.lender.policy, opening.loan))
  const settlement = settlementRows(ctx, opening, history)
  const past = history.payments.map((payment, index): LoanPayment => ({ ...payment, id: newId(), receivedAt: received(ctx, payment.effectiveOn, index), reversed: false }))
  const record = recordOf(opening, settlement, past)
  const state = replayRecord(record, { today: ctx.today, policy: ctx.lender.policy, timeZoneDay: moment => dateIn(moment, ctx.lender.timeZone) })
  Object.assign(opening.loan, figuresOf({ loan: { status: row.status === 'charged_off' ? row.status : 'active' } }, state))
  const paid = paymentRows(ctx, { ...source, loanId: opening.loan.id, number: row.number, currency: ctx.lender.currency }, past, state)
  if (settlement) opening.instalments.push(settlement.instalment)
  return { opening, settlement: settlement?.schedule ?? null, state, ...paid, entries: settlement?.entry ? [settlement.entry, ...paid.entries] : paid.entries }
}

/** Around noon, in the order of the payments, so that two of one day count in that order. */
const received = (ctx: Ctx, day: LocalDate, index: number) => addMinutes(atHour(day, 12, ctx.lender.timeZone), index)

/** An early payoff ends the contract's schedule; the interest it no longer earns goes back. */
function settlementRows(ctx: Ctx, opening: OpeningRows, { settlement, payments: past }: LoanHistory) {
  if (!settlement) return null
  const { loan } = opening
  const owned = { borrowerId: loan.borrowerId, lenderId: loan.lenderId, loanId: loan.id, version: 2 }
  const regular = past.slice(0, -1).length
  const left = opening.instalments.slice(regular).reduce((sum, row) => sum + row.interestCents, 0)
  const unearned = subtract(left as typeof settlement.interestCents, settlement.interestCents)
  const postings: Posting[] = unearned > 0 ? move(unearned, 'interest', 'income', 'receivable') : move(-unearned as typeof unearned, 'interest', 'receivable', 'income')
  const draft: EntryDraft = { loanId: loan.id, kind: 'billing', effectiveOn: settlement.on, postings }
  const parts = { principalCents: settlement.principalCents, interestCents: settlement.interestCents, penaltyCents: ZERO, feeCents: ZERO }
  return {
    entry: entryRows({ actor: ctx.actor, now: ctx.now, borrowerId: loan.borrowerId }, draft),
    schedule: { ...owned, id: newId(), fromOn: settlement.on, planId: null, createdAt: atHour(settlement.on, 9, ctx.lender.timeZone) },
    instalment: { ...owned, id: newId(), number: 1, dueOn: settlement.on, ...parts },
  }
}

type SettlementRows = NonNullable<ReturnType<typeof settlementRows>>

/** The rows as they will be read back, for the replay. */
function recordOf(opening: OpeningRows, settlement: SettlementRows | null, past: LoanPayment[]): LoanRecord {
  const schedules = [opening.schedule, ...(settlement ? [settlement.schedule] : [])]
  return {
    loan: { ...opening.loan } as LoanRecord['loan'],
    schedules: schedules.map(({ version, fromOn, createdAt }) => ({ version, fromOn, createdAt, planId: null, replaces: null })),
    instalments: [...opening.instalments, ...(settlement ? [settlement.instalment] : [])],
    charges: [],
    payments: past,
    freezes: [],
  }
}

type Paid = Source & { loanId: string; number: string; currency: string }

/** Marked synthetic payments with where they went, one ledger entry each. */
function paymentRows(ctx: Ctx, paid: Paid, past: LoanPayment[], state: LoanState): PaymentRows {
  const owned = { borrowerId: paid.borrowerId, lenderId: ctx.actor.lenderId }
  const rows: PaymentRows = { payments: [], parts: [], allocations: [], entries: [] }
  for (const [index, payment] of past.entries()) {
    const result = state.payments.find(found => found.paymentId === payment.id)
    if (!result) throw new RangeError(`payment ${index + 1} of loan ${paid.number} counts after today`)
    const externalId = `${paid.number}:${index + 1}`
    rows.payments.push({
      ...owned,
      id: payment.id,
      amountCents: payment.amountCents,
      currency: paid.currency,
      effectiveOn: payment.effectiveOn,
      receivedAt: payment.receivedAt,
      channel: 'other',
      source: 'import',
      externalId,
      idempotencyKey: `import:${externalId}`,
      inputHash: paid.sourceHash,
      isSynthetic: 'yes',
    })
    rows.parts.push({ ...owned, id: newId(), paymentId: payment.id, loanId: paid.loanId, amountCents: payment.amountCents })
    const taken = result.allocations.flatMap(part => move(part.amountCents, part.component, 'funds', 'receivable'))
    const over = move(result.overpaidCents, 'principal', 'funds', 'credit')
    const draft: EntryDraft = { loanId: paid.loanId, kind: 'payment', effectiveOn: payment.effectiveOn, postings: [...taken, ...over], paymentId: payment.id }
    const entry = entryRows({ actor: ctx.actor, now: ctx.now, borrowerId: paid.borrowerId }, draft)
    if (!entry) continue
    rows.entries.push(entry)
    const place = { ...owned, paymentId: payment.id, loanId: paid.loanId, entryId: entry.entry.id, createdAt: payment.receivedAt }
    for (const { version, instalmentNumber, component, amountCents } of result.allocations) {
      rows.allocations.push({ ...place, id: newId(), version, instalmentNumber, component, amountCents })
    }
    if (result.overpaidCents > 0) {
      rows.allocations.push({ ...place, id: newId(), version: state.version, instalmentNumber: null, component: 'overpaid', amountCents: result.overpaidCents })
    }
  }
  return rows
}
