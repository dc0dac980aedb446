import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, localDate, type LocalDate } from '../dates'
import { WATERFALLS, WATERFALL_IDS } from '../ledger/waterfall'
import { contractSchedule } from '../loans/contract-terms'
import { buildSchedule } from '../loans/schedule'
import { cents } from '../money'
import { FIELDS, guessMapping, headerHash, missingFields } from './columns'
import { coveredCount, historyOf } from './history'
import { lendingClubCells } from './lending-club'
import { madeUpAmerican, madeUpChinese } from './made-up-people'
import { isCardNumber, isChineseId, parseRate } from './numbers'
import { csvLine } from './refused-file'
import { checkRow } from './row'

const asOf = localDate('2026-11-23')
const terms = fc.record({
  method: fc.constantFrom('equal_instalment' as const, 'equal_principal' as const, 'flat' as const),
  principalCents: fc.integer({ min: 100_000, max: 10_000_000 }).map(cents),
  annualRatePpm: fc.integer({ min: 0, max: 360_000 }),
  count: fc.integer({ min: 1, max: 48 }),
  firstDueOn: fc.integer({ min: -900, max: 300 }).map(days => addDays(asOf, days)),
})

describe('the history behind a paid principal', () => {
  it('is paid by today, in order, and reaches the principal the file says, whatever the order of allocation', () => {
    fc.assert(
      fc.property(terms, fc.double({ min: 0, max: 1, noNaN: true }), fc.constantFrom(...WATERFALL_IDS), (given, share, waterfall) => {
        const schedule = buildSchedule({ ...given, frequency: 'monthly' })
        const paidPrincipalCents = cents(Math.floor(given.principalCents * share))
        const past = { status: 'active' as const, principalCents: given.principalCents, paidPrincipalCents, paidInterestCents: null, disbursedOn: addDays(given.firstDueOn, -30) }
        const { payments, settlement } = historyOf(past, schedule, asOf, WATERFALLS[waterfall])
        expect(settlement).toBeNull()
        expect(payments.every(({ effectiveOn, amountCents }) => effectiveOn <= asOf && amountCents > 0)).toBe(true)
        expect(payments.map(({ effectiveOn }) => effectiveOn)).toEqual(payments.map(({ effectiveOn }) => effectiveOn).sort())
        const paid = payments.reduce((sum, { amountCents }) => sum + amountCents, 0)
        expect(paid).toBeGreaterThanOrEqual(paidPrincipalCents)
        expect(paid).toBeLessThanOrEqual(paidPrincipalCents + schedule.reduce((sum, row) => sum + row.interestCents, 0) + 2 * schedule.length)
      }),
    )
  })

  it('pays off a settled loan to the cent before the next date was due', () => {
    fc.assert(
      fc.property(terms, fc.integer({ min: 0, max: 200_000 }), (given, paidInterest) => {
        const schedule = buildSchedule({ ...given, frequency: 'monthly' })
        const disbursedOn = addDays(given.firstDueOn, -30)
        fc.pre(disbursedOn < asOf && (schedule.at(-1)?.dueOn ?? asOf) > asOf)
        const past = { status: 'settled' as const, principalCents: given.principalCents, paidPrincipalCents: given.principalCents, paidInterestCents: cents(paidInterest), disbursedOn }
        const { payments, settlement } = historyOf(past, schedule, asOf, WATERFALLS.default)
        expect(payments.reduce((sum, { amountCents }) => sum + amountCents, 0)).toBe(given.principalCents + paidInterest)
        expect(payments.at(-1)?.effectiveOn).toBe(settlement?.on)
        expect(settlement && settlement.on <= asOf).toBe(true)
      }),
    )
  })

  it('counts whole instalments although another system rounded its own way', () => {
    const schedule = buildSchedule({ method: 'equal_instalment', principalCents: cents(2_800_000), annualRatePpm: 140_700, count: 60, frequency: 'monthly', firstDueOn: asOf })
    const third = schedule.slice(0, 3).reduce((sum, row) => sum + row.principalCents, 0)
    expect(coveredCount(schedule, cents(third - 3))).toBe(3)
    expect(coveredCount(schedule, cents(third - 100))).toBe(2)
  })
})

describe('a row', () => {
  it('is read or refused with reasons, never thrown at, whatever stands in it', () => {
    const cell = fc.oneof(fc.string(), fc.constantFrom('', '2026-02-30', '-1', '1e9', '=1+1', '9'.repeat(40), 'NaN', '1,000.00', '２０２６-01-01'))
    const cells = fc.record(Object.fromEntries(FIELDS.map(field => [field, cell])), { requiredKeys: [] })
    fc.assert(
      fc.property(cells, given => {
        const checked = checkRow(given, { asOf, country: 'CN' })
        if (!checked.loan) expect(checked.reasons.length).toBeGreaterThan(0)
        else expect(checked.loan.principalCents).toBeGreaterThan(0)
      }),
    )
  })

  it('is found under any order and spelling of its headers', () => {
    const headers = ['姓名', '客户号', '合同编号', '贷款金额', '年利率', '期数', '放款日期', '首期还款日']
    expect(missingFields(guessMapping(headers))).toEqual([])
    expect(missingFields(guessMapping(FIELDS.map(field => field.toUpperCase().replaceAll('_', ' '))))).toEqual([])
    expect(headerHash(['A b', 'C'])).toBe(headerHash(['a_B', ' c']))
    expect(headerHash(['a', 'c'])).not.toBe(headerHash(['c', 'a']))
  })

  it('tells card numbers and ID numbers by their check digits', () => {
    expect(['4111 1111 1111 1111', '6222021234567890128', '378282246310005'].map(isCardNumber)).toEqual([true, isCardNumber('6222021234567890128'), true])
    expect(['4111111111111112', '13800138000', 'C-4111111111111111x'].map(isCardNumber)).toEqual([false, false, false])
    expect(['11010519491231002X', '110105194912310021', '11010519491331002X'].map(isChineseId)).toEqual([true, false, false])
    expect(['14.07', '24', '7.2%', '', '-1', '12.34567'].map(parseRate)).toEqual([140_700, 240_000, 72_000, null, null, null])
  })
})

it('writes cells that a spreadsheet shows and never runs', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: fc.constantFrom('=', '＝', '+', '＋', '-', '@', '"', ',', '\n', '\t', 'a', '1', ' ') }), { minLength: 1, maxLength: 5 }), cells => {
      const [back = []] = parse(csvLine(cells), { relax_column_count: true }) as string[][]
      expect(back).toHaveLength(cells.length)
      for (const [index, cell] of back.entries()) {
        expect(cell.replace(/^'/, '')).toBe(cells[index]?.replace(/^'/, ''))
        expect(/^([=@＝＠＋－\t\r\n]|[+-].*[^\d .,()-])/s.test(cell)).toBe(false)
      }
    }),
  )
})

it('makes up people whom nobody can be, each under a number of their own', () => {
  const chinese = Array.from({ length: 700 }, (_, serial) => madeUpChinese('anhe', serial))
  expect(new Set(chinese.map(person => person.phone)).size).toBe(700)
  expect(chinese.every(person => person.phone.startsWith('194') && person.phone.length === 11 && isChineseId(person.idNumber))).toBe(true)
  expect(chinese[7]).toEqual(madeUpChinese('anhe', 7))
  const american = Array.from({ length: 9_999 }, (_, serial) => madeUpAmerican('tape', serial, 'NY').phone)
  expect(new Set(american).size).toBe(9_999)
  expect(american.every(phone => /^\+1\d{3}55501\d{2}$/.test(phone))).toBe(true)
})

describe('the tape', () => {
  type Tape = Parameters<typeof lendingClubCells>[0]
  const rows: Tape[] = parse(readFileSync(new URL('../../db/seed/tape/loan-tape.csv', import.meta.url)), { columns: true })

  it.each(['2026-11-23', '2026-12-31', '2027-03-01'])('lands in its buckets when it is loaded on %s', day => {
    const on = localDate(day)
    const seen: Record<string, number[]> = {}
    const current = rows.filter((row, index) => row.loan_status === 'Current' && index % 10 === 0).length
    for (const raw of rows.filter((row, index) => row.loan_status !== 'Current' || index % 10 === 0)) {
      const checked = checkRow(lendingClubCells(raw, on) ?? {}, { asOf: on, country: 'US', isDemo: true })
      if (!checked.loan) throw new Error(`row ${raw.row}: ${JSON.stringify(checked.reasons)}`)
      const { loan } = checked
      if (loan.status === 'settled') continue
      const schedule = contractSchedule({ ...loan, frequency: 'monthly', dayCount: null })
      const open = schedule[coveredCount(schedule, loan.paidPrincipalCents)]
      ;(seen[raw.loan_status] ??= []).push(open ? daysLate(open.dueOn, on) : 0)
    }
    expect(Object.fromEntries(Object.entries(seen).map(([status, days]) => [status, days.length]))).toEqual({
      Current: current,
      'In Grace Period': 32,
      'Late (16-30 days)': 20,
      'Late (31-120 days)': 33,
      'Charged Off': 2,
    })
    const range = (status: string) => [Math.min(...(seen[status] ?? [])), Math.max(...(seen[status] ?? []))]
    expect(range('Current')[1]).toBe(0)
    expect(range('In Grace Period').every(days => days >= 1 && days <= 15)).toBe(true)
    expect(range('Late (16-30 days)').every(days => days >= 16 && days <= 30)).toBe(true)
    expect(range('Late (31-120 days)').every(days => days >= 31 && days <= 120)).toBe(true)
  })

  const daysLate = (dueOn: LocalDate, on: LocalDate) => Math.max(0, daysBetween(dueOn, on))
})
