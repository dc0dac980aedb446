import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cents } from '@/lib/money'
import { chooseAmount, mostPayable, payOptions, type Payable } from './link-choice'
import { linkMachine, standingOf } from './link-state'

const aLoan = (id: string, dueCents: number, outstandingCents: number) => ({
  id,
  number: `L-${id}`,
  dueCents: cents(dueCents),
  outstandingCents: cents(outstandingCents),
  next: dueCents === 0 ? { on: '2026-07-01', amountCents: cents(Math.min(9_000, outstandingCents)) } : null,
})
const one: Payable = { loans: [aLoan('a', 10_000, 50_000)], plan: null }
const two: Payable = { loans: [aLoan('a', 10_000, 50_000), aLoan('b', 5_000, 20_000)], plan: null }

describe('amounts to choose from', () => {
  it.each<[string, Payable, [string, number][]]>([
    ['what is due', one, [['due', 10_000]]],
    ['all that is due, or one of the debts', two, [['due', 15_000], ['loan:a', 10_000], ['loan:b', 5_000]]],
    ['what is due and the plan’s next date', { ...one, plan: { on: '2026-07-01', amountCents: cents(7_000) } }, [['due', 10_000], ['plan', 7_000]]],
    ['not the same amount twice', { ...one, plan: { on: '2026-07-01', amountCents: cents(10_000) } }, [['due', 10_000]]],
    ['the next instalment when nothing is due', { loans: [aLoan('a', 0, 50_000)], plan: null }, [['next:a', 9_000]]],
    ['nothing when nothing is owed', { loans: [], plan: null }, []],
  ])('%s', (_, payable, wanted) => expect(payOptions(payable).map(option => [option.value, option.amountCents])).toEqual(wanted))

  it.each<[string, Payable, string, number | null, string | null, object]>([
    ['all that is due in the law’s order', two, 'due', null, null, { ok: true, amountCents: 15_000, loanId: null }],
    ['one debt by name', two, 'loan:b', null, null, { ok: true, amountCents: 5_000, loanId: 'b' }],
    ['an amount of one’s own on the only debt', one, 'other', 3_000, null, { ok: true, amountCents: 3_000, loanId: 'a' }],
    ['an amount of one’s own in the law’s order', two, 'other', 3_000, null, { ok: true, amountCents: 3_000, loanId: null }],
    ['an amount of one’s own on a named debt', two, 'other', 20_000, 'b', { ok: true, amountCents: 20_000, loanId: 'b' }],
    ['more than the named debt', two, 'other', 20_001, 'b', { ok: false, reason: 'pay_more_than_owed', field: 'amount' }],
    ['more than is owed', one, 'other', 50_001, null, { ok: false, reason: 'pay_more_than_owed', field: 'amount' }],
    ['less than a unit', one, 'other', 99, null, { ok: false, reason: 'pay_too_little', field: 'amount' }],
    ['the last few cents', { loans: [aLoan('a', 40, 40)], plan: null }, 'other', 40, null, { ok: true, amountCents: 40 }],
    ['no amount', one, 'other', null, null, { ok: false, reason: 'payment_amount_unreadable' }],
    ['somebody else’s debt', one, 'other', 3_000, 'z', { ok: false, reason: 'pay_choice_gone' }],
    ['a debt that is no longer due', one, 'loan:b', null, null, { ok: false, reason: 'pay_choice_gone', field: 'choice' }],
  ])('%s', (_, payable, choice, other, loan, wanted) => expect(chooseAmount(payable, choice, other === null ? null : cents(other), loan)).toMatchObject(wanted))

  it('never asks for more than is owed', () => {
    const loan = fc.record({ due: fc.nat(1e9), rest: fc.nat(1e9) })
    const amount = fc.integer({ min: 1, max: 1e10 })
    fc.assert(
      fc.property(fc.array(loan, { maxLength: 4 }), fc.option(amount), amount, (loans, plan, other) => {
        const payable = { loans: loans.map(({ due, rest }, i) => aLoan(String(i), due, due + rest)), plan: plan === null ? null : { on: '2026-07-01', amountCents: cents(plan) } }
        for (const choice of [...payOptions(payable).map(option => option.value), 'other']) {
          const chosen = chooseAmount(payable, choice, cents(other), null)
          if (chosen.ok && (chosen.amountCents > mostPayable(payable) || chosen.amountCents <= 0)) return false
        }
        return true
      }),
    )
  })
})

describe('a link', () => {
  it('takes money in every state but paid, and never leaves paid', () => {
    for (const state of linkMachine.states) expect(linkMachine.permitted(state).includes('pay')).toBe(state !== 'paid')
    expect(linkMachine.isFinal('paid')).toBe(true)
  })

  it.each([
    ['created', -1, 'expired'],
    ['created', 0, 'expired'],
    ['created', 1, 'created'],
    ['paid', -1, 'paid'],
    ['declined', -1, 'declined'],
  ] as const)('%s with %i ms left is %s', (state, left, wanted) => {
    const now = new Date('2026-06-15T00:00:00Z')
    expect(standingOf({ state, expiresAt: new Date(now.getTime() + left) }, now)).toBe(wanted)
  })
})
