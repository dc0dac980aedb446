import { add, ZERO, type Cents } from '@/lib/money'

/** A loan as its borrower may pay on it today. */
export type PayableLoan = { id: string; number: string; dueCents: Cents; outstandingCents: Cents; next: { on: string; amountCents: Cents } | null }
export type Payable = { loans: readonly PayableLoan[]; plan: { on: string; amountCents: Cents } | null }

export type PayKind = 'due' | 'plan' | 'loan' | 'next' | 'other'
/** `loanId` is the debt the borrower names (Civil Code art. 560); null leaves the order to the law. */
export type PayOption = { kind: PayKind; value: string; amountCents: Cents; loanId: string | null; number?: string; on?: string }
export type ChosenAmount = { ok: true; amountCents: Cents; loanId: string | null } | { ok: false; reason: string; field: 'choice' | 'amount' }

export const LEAST_CENTS = 100

/** Most that can be paid: nobody is asked for more than is owed. */
export const mostPayable = ({ loans }: Payable): Cents => add(ZERO, ...loans.map(loan => loan.outstandingCents))

/** Amounts to choose from besides one of the borrower's own; what is due first, without two of the same amount. */
export function payOptions(payable: Payable): PayOption[] {
  const { loans, plan } = payable
  const due = add(ZERO, ...loans.map(loan => loan.dueCents))
  const overdue = loans.filter(loan => loan.dueCents > 0)
  const options: PayOption[] = []
  if (due > 0) options.push({ kind: 'due', value: 'due', amountCents: due, loanId: null })
  if (plan && plan.amountCents !== due && plan.amountCents <= mostPayable(payable)) {
    options.push({ kind: 'plan', value: 'plan', amountCents: plan.amountCents, loanId: null, on: plan.on })
  }
  if (overdue.length > 1) for (const { id, number, dueCents } of overdue) options.push({ kind: 'loan', value: `loan:${id}`, amountCents: dueCents, loanId: id, number })
  if (due === 0 && !plan) {
    for (const { id, number, next } of loans) if (next) options.push({ kind: 'next', value: `next:${id}`, amountCents: next.amountCents, loanId: id, number, on: next.on })
  }
  return options
}

/** The amount a choice means today, read from the debts and never from the form; `other` within what is owed. */
export function chooseAmount(payable: Payable, choice: string, otherCents: Cents | null, designated: string | null): ChosenAmount {
  if (choice !== 'other') {
    const found = payOptions(payable).find(option => option.value === choice)
    return found ? { ok: true, amountCents: found.amountCents, loanId: found.loanId } : { ok: false, reason: 'pay_choice_gone', field: 'choice' }
  }
  const loan = designated ? payable.loans.find(one => one.id === designated) : undefined
  if (designated && !loan) return { ok: false, reason: 'pay_choice_gone', field: 'choice' }
  const most = loan ? loan.outstandingCents : mostPayable(payable)
  if (otherCents === null) return { ok: false, reason: 'payment_amount_unreadable', field: 'amount' }
  if (otherCents > most) return { ok: false, reason: 'pay_more_than_owed', field: 'amount' }
  if (otherCents < LEAST_CENTS && otherCents !== most) return { ok: false, reason: 'pay_too_little', field: 'amount' }
  const only = payable.loans.length === 1 ? (payable.loans[0]?.id ?? null) : null
  return { ok: true, amountCents: otherCents, loanId: loan?.id ?? only }
}
