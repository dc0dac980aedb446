import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, localDate, type LocalDate } from '@/lib/dates'
import { aPayment, aVersion, firstDueOn } from '@/lib/ledger/loan-examples'
import type { LoanRecord } from '@/lib/ledger/loan-record'
import { cents } from '@/lib/money'
import { testPolicy } from '@/lib/testing/world'
import { contentOf, differencesOf } from './difference'
import { isBad, isReportable, reckonLine, type LoanFacts } from './report-line'
import { wantedFor } from './wanted'

const day = localDate
const book = { today: day('2027-01-01'), policy: testPolicy, timeZoneDay: () => day('2027-01-01') }
const opened = addDays(firstDueOn, -31)

function aFacts(own: Partial<LoanFacts> = {}, record: Partial<LoanRecord> = {}): LoanFacts {
  const loan: LoanRecord['loan'] = {
    ...{ borrowerId: 'b', id: 'l', lenderId: 'x', number: 'L-1', caseId: null, planId: null, watchUntil: null, product: 'consumer', currency: 'CNY' },
    ...{ principalCents: cents(300_000), annualRatePpm: 0, termCount: 3, method: 'equal_principal', frequency: 'monthly', dayCount: null, disbursedOn: opened, firstDueOn, status: 'active' },
    ...{ scheduleVersion: 1, oldestUnpaidDueOn: null, nextDueOn: null, dueCents: cents(0), balanceCents: cents(0), figuresOn: opened },
    ...{ fileInstalmentCents: null, importId: null, sourceHash: null, createdAt: new Date(0) },
  }
  const rows = aVersion(3).instalments.map(row => ({ penaltyCents: cents(0), feeCents: cents(0), ...row, version: 1 }))
  const schedules = [{ version: 1, fromOn: opened, planId: null, createdAt: new Date(0), replaces: null }]
  return { record: { loan, schedules, instalments: rows, charges: [], payments: [], freezes: [], ...record }, planKinds: new Map(), givenUp: [], isWrittenOff: false, isDisputed: false, ...own }
}
const paid = (...payments: ReturnType<typeof aPayment>[]) => aFacts({}, { payments })
const said = (facts: LoanFacts, asOf: LocalDate) => reckonLine(facts, book, asOf).content

/** A second version that asks for all that was open on its day. */
function planned(kind: string, dueOn: LocalDate, more: Partial<LoanFacts> = {}): LoanFacts {
  const base = aFacts({ planKinds: new Map([['p', kind]]), ...more })
  const fromOn = addDays(firstDueOn, 40)
  const rows = [{ version: 2, number: 1, dueOn, principalCents: cents(300_000), interestCents: cents(0), penaltyCents: cents(0), feeCents: cents(0) }]
  const schedules = [...base.record.schedules, { version: 2, fromOn, planId: 'p', createdAt: new Date(`${fromOn}T04:00:00Z`), replaces: null }]
  return { ...base, record: { ...base.record, schedules, instalments: [...base.record.instalments, ...rows] } }
}

describe('how a month ended', () => {
  it.each<[string, LoanFacts, number, object]>([
    ['nothing due yet', aFacts(), -1, { statusCode: '*', dpd: 0, balanceCents: 300_000, overdueCents: 0 }],
    ['due today is not overdue', aFacts(), 0, { statusCode: 'N', dpd: 0 }],
    ['one day over', aFacts(), 1, { statusCode: '1', dpd: 1, riskClass: 'special_mention' }],
    ['30 days', aFacts(), 30, { statusCode: '1' }],
    ['31 days', aFacts(), 31, { statusCode: '2' }],
    ['91 days', aFacts(), 91, { statusCode: '4', riskClass: 'substandard' }],
    ['180 days', aFacts(), 180, { statusCode: '6' }],
    ['181 days', aFacts(), 181, { statusCode: '7' }],
    ['400 days', aFacts(), 400, { statusCode: '7', riskClass: 'loss' }],
    ['paid as agreed', paid(aPayment('a', 100_000, firstDueOn)), 10, { statusCode: 'N', balanceCents: 200_000 }],
    ['paid in full', paid(aPayment('a', 300_000, firstDueOn)), 10, { statusCode: 'C', accountState: 'settled', closedOn: firstDueOn, balanceCents: 0 }],
    ['closed by a settlement', aFacts({ givenUp: [{ on: firstDueOn, amountCents: 5 }] }, { payments: [aPayment('a', 300_000, firstDueOn)] }), 10, { statusCode: 'G', accountState: 'settled_for_less' }],
    ['a settlement taken back', aFacts({ givenUp: [{ on: firstDueOn, amountCents: 5 }, { on: firstDueOn, amountCents: -5 }] }, { payments: [aPayment('a', 300_000, firstDueOn)] }), 10, { accountState: 'settled' }],
    ['given up only later', aFacts({ givenUp: [{ on: addDays(firstDueOn, 20), amountCents: 5 }] }, { payments: [aPayment('a', 300_000, firstDueOn)] }), 10, { accountState: 'settled' }],
    ['written off', aFacts({ isWrittenOff: true }), 200, { accountState: 'written_off', statusCode: '7', riskClass: 'loss' }],
    ['written off and paid after all', aFacts({ isWrittenOff: true }, { payments: [aPayment('a', 300_000, firstDueOn)] }), 10, { accountState: 'settled' }],
    ['disputed', aFacts({ isDisputed: true }), 1, { isDisputed: true }],
    ['a plan that is kept', planned('instalments', addDays(firstDueOn, 100)), 60, { statusCode: 'N', dpd: 0, arrangement: 'plan' }],
    ['before the plan began', planned('instalments', addDays(firstDueOn, 100)), 30, { statusCode: '1', dpd: 30, arrangement: 'none' }],
    ['a plan that is missed', planned('instalments', addDays(firstDueOn, 50)), 60, { statusCode: '1', dpd: 10, arrangement: 'plan' }],
    ['a settlement that runs', planned('settlement', addDays(firstDueOn, 100)), 60, { statusCode: 'N', arrangement: 'settlement', accountState: 'active' }],
    ['a token plan: the loan as it stands', planned('token', addDays(firstDueOn, 100)), 60, { statusCode: '2', dpd: 60, arrangement: 'token' }],
  ])('%s', (_, facts, days, expected) => expect(said(facts, addDays(firstDueOn, days))).toMatchObject(expected))

  it('after a kept token plan the loan stays as it stands until it is looked at', () => {
    const facts = planned('token', addDays(firstDueOn, 50))
    const row = { version: 3, number: 1, dueOn: addDays(firstDueOn, 130), principalCents: cents(300_000), interestCents: cents(0), penaltyCents: cents(0), feeCents: cents(0) }
    const followed = { version: 3, fromOn: addDays(firstDueOn, 70), planId: null, createdAt: new Date(`${addDays(firstDueOn, 70)}T04:00:00Z`), replaces: null }
    const record = { ...facts.record, schedules: [...facts.record.schedules, followed], instalments: [...facts.record.instalments, row] }
    expect(said({ ...facts, record }, addDays(firstDueOn, 90))).toMatchObject({ arrangement: 'token', dpd: 90, statusCode: '3' })
  })

  it('under watch after a plan a loan is at least of special mention', () => {
    const facts = planned('instalments', addDays(firstDueOn, 100))
    const watched = { ...facts, record: { ...facts.record, loan: { ...facts.record.loan, watchUntil: addDays(firstDueOn, 400) } } }
    expect(said(watched, addDays(firstDueOn, 60)).riskClass).toBe('special_mention')
    expect(said(facts, addDays(firstDueOn, 60)).riskClass).toBe('normal')
  })

  it('is told from the month of paying out to the month of closing', () => {
    const facts = paid(aPayment('a', 300_000, day('2026-02-10')))
    const told = (asOf: string) => isReportable(facts.record, said(facts, day(asOf)), day(asOf))
    expect(['2025-12-31', '2026-01-31', '2026-02-28', '2026-03-31'].map(told)).toEqual([false, true, true, false])
  })
})

describe('what is reported and what is known', () => {
  it('agree while nothing happens, and differ exactly where a payment or reversal counts before the day', () => {
    const when = fc.record({ amount: fc.integer({ min: 1, max: 150_000 }), on: fc.nat(120), reversed: fc.boolean() })
    fc.assert(
      fc.property(fc.array(when, { maxLength: 6 }), when, fc.integer({ min: 1, max: 120 }), (before, later, at) => {
        const asOf = addDays(firstDueOn, at)
        const payments = before.map((one, i) => aPayment(`p${i}`, one.amount, addDays(firstDueOn, one.on), { reversed: one.reversed }))
        const line = { ...said(paid(...payments), asOf), id: 'line', loanId: 'l', asOf, state: 'reported' as const }
        const known = paid(...payments, aPayment('z', later.amount, addDays(firstDueOn, later.on), { reversed: later.reversed }))
        const wanted = wantedFor({ ...known, notices: [] }, [line], book, { now: new Date('2027-01-01'), timeZone: 'Asia/Shanghai', noticeDays: 7 })
        const differs = differencesOf(contentOf(line), said(known, asOf)).length > 0
        expect(wanted).toHaveLength(Number(differs))
        if (later.reversed || later.on > at) expect(wanted).toEqual([])
        for (const { content, untold } of wanted) expect(untold !== null).toBe(isBad(content) && !isBad(line))
      }),
      { numRuns: 300 },
    )
  })
})
