import { addDays, addMonths, daysBetween, localDate, type LocalDate } from '../dates'
import { instalmentAmount, periodInterest } from '../loans/schedule'
import { parseAmount, smaller, subtract, ZERO, type Cents } from '../money'
import type { Field } from './columns'
import { dice, type Dice } from './dice'
import { coveredCount } from './history'
import { madeUpAmerican } from './made-up-people'
import { parseRate } from './numbers'

/** Headers by which the tape is known; its other columns describe people and are left alone. */
export const LENDING_CLUB_HEADERS = ['row', 'loan_amount', 'term', 'interest_rate', 'installment', 'issue_month', 'loan_status', 'paid_principal', 'paid_interest', 'state'] as const
type Header = (typeof LENDING_CLUB_HEADERS)[number]
type Tape = Record<Header, string>

/** The tape shows each loan as it stood at the end of June 2018. */
const TAPE_MONTH = 2018 * 12 + 5
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
/** Days past due that each status stands for. */
const LATE: Record<string, { from: number; to: number }> = {
  'In Grace Period': { from: 1, to: 15 },
  'Late (16-30 days)': { from: 16, to: 30 },
  'Late (31-120 days)': { from: 31, to: 120 },
  Default: { from: 121, to: 150 },
  'Charged Off': { from: 31, to: 200 },
}
const STATUS: Record<string, string> = { 'Fully Paid': 'settled', 'Charged Off': 'charged_off' }

const ZONES: Record<string, string> = {
  'America/Chicago': 'AL AR IL IA KS LA MN MS MO NE ND OK SD TN TX WI',
  'America/Denver': 'CO ID MT NM UT WY',
  'America/Phoenix': 'AZ',
  'America/Los_Angeles': 'CA NV OR WA',
  'America/Anchorage': 'AK',
  'Pacific/Honolulu': 'HI',
}
const zoneOf = (state: string) => Object.keys(ZONES).find(zone => ZONES[zone]?.split(' ').includes(state)) ?? 'America/New_York'

export const isLendingClub = (headers: readonly string[]): boolean => LENDING_CLUB_HEADERS.every(header => headers.includes(header))

/**
 * A row of the tape as our own fields. Dates move by the whole months between June 2018 and `asOf`; the due day lies where
 * the loan's status puts it. The tape has no people: they are made up from the row's number. Null for an unreadable row.
 */
export function lendingClubCells(raw: Tape, asOf: LocalDate): Partial<Record<Field, string>> | null {
  const serial = /^\d{1,6}$/.test(raw.row) ? Number(raw.row) : null
  const issued = issueMonth(raw.issue_month)
  if (serial === null || issued === null) return null
  const person = madeUpAmerican('tape', serial, raw.state)
  const start = startOf(raw, issued, asOf, dice(`tape:due:${serial}`))
  return {
    contract_number: `LC${String(serial).padStart(6, '0')}`,
    borrower_number: `TB${String(serial).padStart(6, '0')}`,
    name: person.name,
    phone: person.phone,
    email: person.email,
    address: person.address,
    id_number: person.idNumber,
    language: person.language,
    time_zone: zoneOf(raw.state),
    amount: raw.loan_amount,
    annual_rate: raw.interest_rate,
    term: raw.term,
    frequency: 'monthly',
    day_count: 'none',
    disbursed_on: start.disbursedOn,
    first_due_on: start.firstDueOn,
    instalment: raw.installment,
    paid_principal: raw.paid_principal,
    paid_interest: raw.paid_interest,
    status: STATUS[raw.loan_status] ?? 'active',
  }
}

function issueMonth(text: string): number | null {
  const [month = '', year = ''] = text.split('-')
  const index = MONTHS.indexOf(month)
  return index < 0 || !/^\d{4}$/.test(year) ? null : Number(year) * 12 + index
}

const monthOf = (date: LocalDate) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1
const firstOf = (month: number) => localDate(`${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`)

/** Due day and month of the first unpaid instalment follow from the status; counting back gives the first one. */
function startOf(raw: Tape, issued: number, asOf: LocalDate, throwing: Dice): { disbursedOn: LocalDate; firstDueOn: LocalDate } {
  const shift = monthOf(asOf) - TAPE_MONTH
  const paid = STATUS[raw.loan_status] === 'settled' ? 0 : wholePaid(raw)
  const wanted = issued + shift + 1 + paid
  const nextDueOn = nextDue(raw.loan_status, wanted, asOf, throwing)
  const firstDueOn = addMonths(nextDueOn, -paid)
  const inMonth = addDays(firstOf(issued + shift), throwing.between(0, 27))
  const latest = addDays(firstDueOn, -10)
  return { firstDueOn, disbursedOn: inMonth < latest ? inMonth : latest }
}

/** A late loan's date lies in the range of its status, in the tape's month where the range reaches it; others are not yet due. */
function nextDue(status: string, wanted: number, asOf: LocalDate, throwing: Dice): LocalDate {
  const late = LATE[status]
  if (late) {
    const days = Array.from({ length: late.to - late.from + 1 }, (_, index) => addDays(asOf, -late.from - index)).filter(day => Number(day.slice(8)) <= 28)
    const inMonth = days.filter(day => monthOf(day) === wanted)
    return throwing.pick(inMonth.length > 0 ? inMonth : days)
  }
  if (status === 'Fully Paid') return addDays(firstOf(wanted), throwing.between(0, 27))
  const current = monthOf(asOf)
  const today = daysBetween(firstOf(current), asOf)
  // No due day after the 28th, or a short month would move it: late in a month the next one is meant.
  const month = Math.max(wanted, today > 27 ? current + 1 : current)
  if (month > current + 1) return addDays(firstOf(month), throwing.between(0, 27))
  // The instalment before it was paid: its day may not lie far ahead of today.
  if (month > current) return addDays(firstOf(month), throwing.between(0, Math.min(27, today)))
  return addDays(asOf, throwing.between(0, 27 - today))
}

/** Instalments that `paid_principal` covers whole. */
function wholePaid(raw: Tape): number {
  const principal = parseAmount(raw.loan_amount) ?? ZERO
  const rate = parseRate(raw.interest_rate) ?? 0
  const count = Number(raw.term)
  if (!Number.isSafeInteger(count) || count < 1 || count > 480 || principal <= 0) return 0
  return coveredCount(principalParts(principal, rate, count), parseAmount(raw.paid_principal) ?? ZERO)
}

/** The principal of each instalment, without the dates that nobody asks for here. */
function* principalParts(principal: Cents, rate: number, count: number): Generator<{ principalCents: Cents }> {
  const level = instalmentAmount({ principalCents: principal, annualRatePpm: rate, count, frequency: 'monthly' })
  let balance = principal
  for (let number = 1; number <= count; number += 1) {
    const part = number === count ? balance : smaller(subtract(level, periodInterest(balance, rate, 'monthly')), balance)
    yield { principalCents: part }
    balance = subtract(balance, part)
  }
}
