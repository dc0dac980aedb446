import { createHash } from 'node:crypto'
import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { invalid } from '@/lib/errors'
import { isoDateText, withoutCardNumbers } from '@/lib/imports/numbers'
import { cents, parseAmount, ZERO, type Cents, type Currency } from '@/lib/money'
import type { BankField } from './bank-columns'

/** One line of money that came in, as the file says it. */
export type BankLine = {
  row: number
  bookedOn: LocalDate
  amountCents: Cents
  payerName: string
  /** At most the last four digits: in China an account's number is a card's number. */
  payerAccount: string
  remark: string
  /** The bank's own serial number of the line; empty when the file has none. */
  reference: string
  /** The loan's number where the file has a column for it. */
  number: string
}
type Cells = Partial<Record<BankField, string>>
type Against = { today: LocalDate; currency: Currency }

const INCOMING = new Set(['c', 'cr', 'credit', 'in', '贷', '贷方', '收', '收入', '转入', '来账'])
const OUTGOING = new Set(['d', 'dr', 'debit', 'out', '借', '借方', '支', '支出', '转出', '往账'])
const CURRENCIES: Record<string, Currency> = { cny: 'CNY', rmb: 'CNY', 人民币: 'CNY', '156': 'CNY', usd: 'USD', 美元: 'USD', gbp: 'GBP', 英镑: 'GBP' }
const MOST_CENTS = 100_000_000_000

/** Reads one line; null for money that went out. Throws `invalid` with the row: a file that says the impossible is not taken in. */
export function readBankLine(cells: Cells, row: number, against: Against): BankLine | null {
  const bookedOn = dateOf(cells.booked_on ?? '', row, against.today)
  const currency = (cells.currency ?? '').normalize('NFKC').toLowerCase()
  if (currency && CURRENCIES[currency] !== against.currency) throw invalid('bank_currency_wrong', undefined, { row, currency: against.currency })
  const amountCents = amountOf(cells, row)
  if (amountCents < 0) return null
  return {
    row,
    bookedOn,
    amountCents,
    payerName: withoutCards(cells.payer_name ?? '').slice(0, 100),
    payerAccount: (cells.payer_account ?? '').replace(/\D/g, '').slice(-4),
    remark: withoutCards(cells.remark ?? '').slice(0, 500),
    reference: withoutCards(cells.reference ?? '').slice(0, 100),
    number: (cells.number ?? '').slice(0, 60),
  }
}

function dateOf(text: string, row: number, today: LocalDate): LocalDate {
  const day = text.normalize('NFKC').trim().replace(/^(\d{4}\D?\d{1,2}\D?\d{1,2}日?)[ T]*\d{1,2}:\d{2}(:\d{2})?(\.\d+)?$/, '$1').trim()
  const date = parseLocalDate(isoDateText(day))
  if (!date) throw invalid('bank_date_impossible', undefined, { row, text: said(text) })
  if (date > today) throw invalid('bank_date_future', undefined, { row, text: said(text) })
  return date
}

/** Positive for money in, negative for money out. */
function amountOf(cells: Cells, row: number): Cents {
  const impossible = (text: string) => invalid('bank_amount_impossible', undefined, { row, text: said(text) })
  const read = (text: string | undefined): Cents => {
    const plain = (text ?? '').normalize('NFKC').replace(/^([+-]?)\s*[¥$£]\s*/, '$1').replace(/^\+/, '').trim()
    if (plain === '' || plain === '-') return ZERO
    const amount = parseAmount(plain)
    if (amount === null || Math.abs(amount) > MOST_CENTS) throw impossible(text ?? '')
    return amount
  }
  if (cells.amount !== undefined) {
    const amount = read(cells.amount)
    if (amount === 0) throw impossible(cells.amount)
    return cells.direction === undefined ? amount : directed(amount, cells.direction, row)
  }
  const [credit, debit] = [read(cells.credit), read(cells.debit)]
  if ((credit === 0) === (debit === 0)) throw impossible(cells.credit ?? '')
  return cents(credit - Math.abs(debit))
}

function directed(amount: Cents, text: string, row: number): Cents {
  const direction = text.normalize('NFKC').trim().toLowerCase()
  if (INCOMING.has(direction)) return amount
  if (OUTGOING.has(direction)) return cents(-Math.abs(amount))
  throw invalid('bank_direction_unknown', undefined, { row, text: said(text) })
}

/** A card's number is never kept, wherever it was written. */
const withoutCards = (text: string): string => withoutCardNumbers(text.normalize('NFKC')).trim()
/** What an impossible file is told to have said. */
const said = (text: string): string => withoutCards(text).slice(0, 30)

/**
 * What makes a line the same line in another file: the bank's serial number with day and amount, for an agency's also the loan, else
 * all it says and how many like it stood before it in its file. Where one serial number stands over different words, the later ones
 * are known by their words too and are doubtful: for a person to look at. SHA-256.
 */
export function identityOf(line: BankLine, source: string, seen: Map<string, number>): { identity: string; isDoubtful: boolean } {
  const { reference, bookedOn, amountCents, payerName, payerAccount, remark, number } = line
  const words = [payerName, payerAccount, remark, number]
  if (!isSerial(reference)) {
    const key = hash(JSON.stringify([source, bookedOn, amountCents, ...words, ...(reference ? [reference] : [])]))
    const before = seen.get(key) ?? 0
    seen.set(key, before + 1)
    return { identity: hash(`${key}:${before}`), isDoubtful: false }
  }
  const key = hash(JSON.stringify([source, reference, bookedOn, amountCents, ...(source === 'agency' ? [number] : [])]))
  const own = hash(`${key}:${JSON.stringify(words)}`)
  const place = seen.get(own) ?? seen.get(key) ?? 0
  if (!seen.has(own)) {
    seen.set(own, place)
    seen.set(key, place + 1)
  }
  return place === 0 ? { identity: key, isDoubtful: false } : { identity: own, isDoubtful: true }
}

/** "0" and "-" number nothing, and of a card's number too little is kept. */
const isSerial = (reference: string): boolean => /[1-9\p{L}]/u.test(reference) && !reference.includes('****')
const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
