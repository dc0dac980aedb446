import { z } from 'zod'
import { isSameAllocation, allocationRows } from '@/lib/ledger/allocation-rows'
import type { LoanState } from '@/lib/ledger/loan-events'
import { replayRecord, type Book, type LoanRecord } from '@/lib/ledger/loan-record'
import { cents, type Cents } from '@/lib/money'

const whole = z.int().transform(cents)
const change = <T extends z.ZodType>(of: T) => z.object({ before: of, after: of })
const Stored = z.array(z.object({ number: z.string(), due: change(whole), outstanding: change(whole), penalty: change(whole), dpd: change(z.int()), moved: z.int() }))

/** What a trace says was changed; nothing for traces that say nothing. */
export const readChanged = (data: unknown): LoanDifference[] => Stored.safeParse(data).data ?? []

export type Change<T> = { before: T; after: T }
/** What a payment or a reversal changes of one loan beside the money itself. Amounts in cents as of the day of the look. */
export type LoanDifference = {
  number: string
  due: Change<Cents>
  outstanding: Change<Cents>
  /** Penalty accrued so far, paid or not: a payment that counts from an earlier day makes it less. */
  penalty: Change<Cents>
  dpd: Change<number>
  /** Other payments that now go to other places. */
  moved: number
}
export type StatusChange = { id: string; name: string } & Change<string>
export type MoneyDifference = { loans: LoanDifference[]; promises: StatusChange[]; plans: StatusChange[]; case: Change<string> | null }

export type StandingLoan = { number: string; state: LoanState }
export type MoneyStanding = {
  loans: StandingLoan[]
  promises: { id: string; name: string; status: string }[]
  plans: { id: string; name: string; status: string }[]
  caseStatus: string
}

/** Only what differs. `except` is the payment that makes the difference. */
export function differenceOf(before: MoneyStanding, after: MoneyStanding, except: string | null): MoneyDifference {
  return {
    loans: loanDifferences(before.loans, after.loans, except),
    promises: statusChanges(before.promises, after.promises),
    plans: statusChanges(before.plans, after.plans),
    case: before.caseStatus === after.caseStatus ? null : { before: before.caseStatus, after: after.caseStatus },
  }
}

/** As `loanDifferences` of two histories of the same loans: kept with the payment's trace and told on the timeline. */
export function changedBy(book: Book, before: readonly LoanRecord[], after: readonly LoanRecord[], paymentId: string): LoanDifference[] {
  const standing = (records: readonly LoanRecord[]) => records.map(record => ({ number: record.loan.number, state: replayRecord(record, book) }))
  return loanDifferences(standing(before), standing(after), paymentId)
}

export function loanDifferences(before: readonly StandingLoan[], after: readonly StandingLoan[], except: string | null): LoanDifference[] {
  return before.flatMap(old => {
    const now = after.find(({ number }) => number === old.number)
    if (!now) return []
    const [a, b] = [old.state, now.state]
    const moved = movedBetween(a, b, except)
    const isSame = moved === 0 && a.outstandingCents === b.outstandingCents && a.dueCents === b.dueCents && a.dpd === b.dpd && a.penaltyAccruedCents === b.penaltyAccruedCents
    if (isSame) return []
    return [
      {
        number: old.number,
        due: { before: a.dueCents, after: b.dueCents },
        outstanding: { before: a.outstandingCents, after: b.outstandingCents },
        penalty: { before: a.penaltyAccruedCents, after: b.penaltyAccruedCents },
        dpd: { before: a.dpd, after: b.dpd },
        moved,
      },
    ]
  })
}

function movedBetween(before: LoanState, after: LoanState, except: string | null): number {
  const old = new Map(before.payments.map(payment => [payment.paymentId, allocationRows(payment)]))
  return after.payments.filter(payment => {
    const rows = old.get(payment.paymentId)
    return payment.paymentId !== except && rows !== undefined && !isSameAllocation(rows, allocationRows(payment))
  }).length
}

const statusChanges = (before: MoneyStanding['plans'], after: MoneyStanding['plans']): StatusChange[] =>
  before.flatMap(({ id, name, status }) => {
    const now = after.find(one => one.id === id)
    return now && now.status !== status ? [{ id, name, before: status, after: now.status }] : []
  })
