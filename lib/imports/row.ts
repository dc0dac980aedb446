import type { CountryCode } from 'libphonenumber-js/max'
import { normalisePhone } from '../borrowers/masks'
import { isTimeZone, parseLocalDate, type LocalDate } from '../dates'
import type { LenderPolicy } from '../lenders/policy'
import { rhythmOf, type ContractMethod } from '../loans/contract-terms'
import { parseAmount, ZERO, type Cents } from '../money'
import { PRIVATE, REQUIRED, type Field } from './columns'
import { isChineseId, isoDateText, namesNoCard, parseRate, withoutCardNumbers } from './numbers'
import { DAY_COUNT_WORDS, FREQUENCY_WORDS } from './rhythm-words'
import { LOAN_FILE_STATUSES, type CheckedRow, type LoanFileStatus, type LoanRow, type RowReason } from './loan-row'
import { scheduleRemarks } from './schedule-check'

export type RowContext = { asOf: LocalDate; country: CountryCode; isDemo?: boolean; products?: LenderPolicy['products'] }
type Cells = Partial<Record<Field, string>>
type Reader = { cells: Cells; reasons: RowReason[]; context: RowContext }

const MOST_CENTS = 10_000_000_000
const MOST_RATE_PPM = 1_000_000
const MOST_INSTALMENTS = 480
const LONGEST: Partial<Record<Field, number>> = { address: 300, name: 100, email: 254, product: 60 }

const METHODS: Record<string, ContractMethod> = {
  '': 'equal_instalment',
  equal_instalment: 'equal_instalment',
  equal_instalments: 'equal_instalment',
  等额本息: 'equal_instalment',
  equal_principal: 'equal_principal',
  等额本金: 'equal_principal',
  flat: 'flat',
  等本等息: 'flat',
  interest_first: 'interest_first',
  先息后本: 'interest_first',
}
const STATUSES: Record<string, LoanFileStatus> = {
  '': 'active',
  正常: 'active',
  逾期: 'active',
  结清: 'settled',
  已结清: 'settled',
  核销: 'charged_off',
  已核销: 'charged_off',
  ...Object.fromEntries(LOAN_FILE_STATUSES.map(status => [status, status])),
}
const LANGUAGES: Record<string, LoanRow['locale']> = { '': null, 'zh-cn': 'zh-CN', zh: 'zh-CN', 中文: 'zh-CN', en: 'en', english: 'en', 英文: 'en' }

/** Reads one row of our own fields. Every reason at once, never the first alone; nothing is guessed. */
export function checkRow(cells: Cells, context: RowContext): CheckedRow {
  const reader: Reader = { cells, reasons: [], context }
  for (const field of REQUIRED) if (!cells[field]) refuse(reader, 'missing', field)
  refuseUnsafe(reader)
  const loan = readLoan(reader)
  if (reader.reasons.length === 0) refuseContradictions(reader, loan)
  if (reader.reasons.length > 0) return { loan: null, reasons: reader.reasons }
  return { loan, remarks: scheduleRemarks(loan, rhythmOf(loan, context.products)) }
}

function readLoan(reader: Reader): LoanRow {
  const { cells, context } = reader
  return {
    number: text(cells.contract_number),
    borrowerNumber: text(cells.borrower_number),
    name: text(cells.name),
    phones: readPhones(reader),
    email: readEmail(reader),
    address: text(cells.address) || null,
    idNumber: readId(reader),
    locale: known(reader, 'language', LANGUAGES, null),
    timeZone: readZone(reader),
    product: text(cells.product) || 'instalment_loan',
    principalCents: readAmount(reader, 'amount') ?? ZERO,
    annualRatePpm: readRate(reader),
    termCount: readTerm(reader),
    method: known(reader, 'method', METHODS, 'equal_instalment'),
    frequency: known(reader, 'frequency', FREQUENCY_WORDS, null, 'frequency_unknown'),
    dayCount: known(reader, 'day_count', DAY_COUNT_WORDS, null, 'day_count_unknown'),
    disbursedOn: readDate(reader, 'disbursed_on'),
    firstDueOn: readDate(reader, 'first_due_on'),
    fileInstalmentCents: readAmount(reader, 'instalment'),
    paidPrincipalCents: readAmount(reader, 'paid_principal') ?? ZERO,
    paidInterestCents: readAmount(reader, 'paid_interest'),
    status: known(reader, 'status', STATUSES, 'active'),
    isDemo: context.isDemo ?? false,
  }
}

const text = (cell: string | undefined) => (cell ?? '').normalize('NFC')

function refuse(reader: Reader, reason: string, column: Field, values: Record<string, string | number> = {}) {
  const value: Record<string, string> = PRIVATE.includes(column) || column === 'name' ? {} : { value: withoutCardNumbers(reader.cells[column] ?? '').slice(0, 40) }
  reader.reasons.push({ reason, values: { column, ...value, ...values } })
}

function refuseUnsafe(reader: Reader) {
  for (const [field, cell] of Object.entries(reader.cells) as [Field, string][]) {
    if (cell.length > (LONGEST[field] ?? 60)) reader.reasons.push({ reason: 'too_long', values: { column: field, most: LONGEST[field] ?? 60 } })
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(cell)) reader.reasons.push({ reason: 'control_characters', values: { column: field } })
    if (!namesNoCard(cell) && !(field === 'id_number' && isChineseId(cell))) reader.reasons.push({ reason: 'card_number', values: { column: field } })
  }
}

function known<T>(reader: Reader, field: Field, words: Record<string, T>, fallback: T, reason = 'word_unknown'): T {
  const word = (reader.cells[field] ?? '').toLowerCase()
  if (Object.hasOwn(words, word)) return words[word] ?? fallback
  refuse(reader, reason, field)
  return fallback
}

function readAmount(reader: Reader, field: Field): Cents | null {
  const cell = reader.cells[field]
  if (!cell) return null
  const value = parseAmount(cell)
  if (value === null) refuse(reader, 'amount_impossible', field)
  else if (value < 0 || value > MOST_CENTS || (field === 'amount' && value === 0)) refuse(reader, 'amount_out_of_range', field)
  return value
}

function readRate(reader: Reader): number {
  const rate = parseRate(reader.cells.annual_rate ?? '')
  if (reader.cells.annual_rate && (rate === null || rate > MOST_RATE_PPM)) refuse(reader, 'rate_impossible', 'annual_rate')
  return rate ?? 0
}

function readTerm(reader: Reader): number {
  const cell = reader.cells.term ?? ''
  const count = /^\d{1,3}$/.test(cell) ? Number(cell) : 0
  if (cell && (count < 1 || count > MOST_INSTALMENTS)) refuse(reader, 'term_impossible', 'term', { most: MOST_INSTALMENTS })
  return count
}

function readDate(reader: Reader, field: Field): LocalDate {
  const cell = reader.cells[field] ?? ''
  const date = parseLocalDate(isoDateText(cell))
  if (cell && (date === null || date < '1990-01-01' || date > '2100-01-01')) refuse(reader, 'date_impossible', field)
  return date ?? ('1970-01-01' as LocalDate)
}

/** Several numbers of one person stand in one cell with a semicolon between. */
function readPhones(reader: Reader): string[] {
  const parts = (reader.cells.phone ?? '').split(/[;；]/).map(part => part.trim()).filter(Boolean)
  const numbers = parts.map(part => normalisePhone(part, reader.context.country))
  if (numbers.includes(null)) refuse(reader, 'phone_impossible', 'phone')
  return [...new Set(numbers.filter(number => number !== null))]
}

function readEmail(reader: Reader): string | null {
  const cell = reader.cells.email?.toLowerCase()
  if (!cell) return null
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(cell)) refuse(reader, 'email_impossible', 'email')
  return cell
}

function readId(reader: Reader): string | null {
  const cell = reader.cells.id_number?.toUpperCase().replace(/\s/g, '')
  if (!cell) return null
  const isPossible = reader.context.country === 'CN' ? isChineseId(cell) : /^[A-Z0-9-]{6,24}$/.test(cell)
  if (!isPossible) refuse(reader, 'id_impossible', 'id_number')
  return cell
}

/** Asked once a zone: a file names the same few in every row. */
const zones = new Map<string, boolean>()

function isKnownZone(zone: string): boolean {
  const known = zones.get(zone) ?? isTimeZone(zone)
  if (zones.size < 1_000) zones.set(zone, known)
  return known
}

function readZone(reader: Reader): string | null {
  const zone = reader.cells.time_zone
  if (!zone) return null
  if (!isKnownZone(zone)) refuse(reader, 'zone_unknown', 'time_zone')
  return zone
}

function refuseContradictions(reader: Reader, loan: LoanRow) {
  if (loan.firstDueOn <= loan.disbursedOn) refuse(reader, 'first_due_too_early', 'first_due_on')
  if (loan.disbursedOn > reader.context.asOf) refuse(reader, 'disbursed_later', 'disbursed_on', { asOf: reader.context.asOf })
  if (loan.paidPrincipalCents > loan.principalCents) refuse(reader, 'paid_more_than_lent', 'paid_principal')
  if (loan.status === 'settled' && loan.paidPrincipalCents < loan.principalCents) refuse(reader, 'settled_but_open', 'status')
}
