import { addDays, type LocalDate } from '@/lib/dates'
import { dice, type Dice } from '@/lib/imports/dice'
import { FIELDS, type Field } from '@/lib/imports/columns'
import { madeUpChinese } from '@/lib/imports/made-up-people'
import { csvLine } from '@/lib/imports/refused-file'
import { contractSchedule, rhythmOf } from '@/lib/loans/contract-terms'
import { dueDate, type RepaymentMethod } from '@/lib/loans/schedule'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { add, cents, decimalText, splitEvenly, type Cents } from '@/lib/money'
import type { DemoLender } from './lenders'

/** A loan of the made-up book: how late it is today, and how it looks on the day the history begins. */
export type DemoLoan = {
  serial: number
  borrowerNumber: string
  contractNumber: string
  /** Days past due today; 0 for a loan that pays. */
  dpd: number
  cells: Record<Field, string>
  /** What is paid between the history's first day and today: due dates with their amounts. */
  later: { on: LocalDate; amountCents: Cents }[]
}
export type DemoPerson = { serial: number; borrowerNumber: string; name: string; phone: string; idLastFour: string; dpd: number }
/** Two files: who is or was late as of the history's first day, and who pays as of today. */
export type DemoBook = { people: DemoPerson[]; loans: DemoLoan[]; lateCsv: Buffer; currentCsv: Buffer }

const PEOPLE = 600
/** Of 600: every stage of being late, from not at all to more than half a year. */
const BUCKETS: readonly { people: number; from: number; to: number }[] = [
  { people: 150, from: 0, to: 0 },
  { people: 165, from: 1, to: 30 },
  { people: 95, from: 31, to: 60 },
  { people: 60, from: 61, to: 90 },
  { people: 42, from: 91, to: 120 },
  { people: 32, from: 121, to: 150 },
  { people: 26, from: 151, to: 180 },
  { people: 30, from: 181, to: 420 },
]
const PRODUCTS = ['消费分期', '家装分期', '教育分期', '手机分期', '家电分期', '旅行分期', '现金分期', '电动车分期']

/** The same book for the same lender on the same day. `startOn` is the first day of the history. */
export function demoBook(lender: DemoLender, today: LocalDate, startOn: LocalDate): DemoBook {
  const throwing = dice(`book:${lender.slug}`)
  const people: DemoPerson[] = []
  const loans: DemoLoan[] = []
  for (const { people: count, from, to } of spread()) {
    for (let i = 0; i < count && people.length < PEOPLE; i += 1) {
      const serial = people.length + 1
      const dpd = throwing.between(from, to)
      const made = madeUpChinese(lender.slug, serial)
      const borrowerNumber = `${prefix(lender)}${String(serial).padStart(6, '0')}`
      people.push({ serial, borrowerNumber, name: made.name, phone: made.phone, idLastFour: made.idNumber.slice(-4), dpd })
      const second = throwing.chance(14) ? [Math.max(0, dpd - throwing.between(5, 60))] : []
      for (const [index, late] of [dpd, ...second].entries()) {
        const person = { ...made, borrowerNumber, contractNumber: `${prefix(lender)}L${String(serial).padStart(6, '0')}-${index + 1}` }
        loans.push(demoLoan(throwing, { ...person, serial, products: lender.policy.products }, late, today, dpd > 0 ? startOn : today))
      }
    }
  }
  const late = new Set(people.filter(person => person.dpd > 0).map(person => person.serial))
  const [lateCsv, currentCsv] = [true, false].map(isLate => csvOf(loans.filter(loan => late.has(loan.serial) === isLate)))
  return { people, loans, lateCsv: lateCsv ?? Buffer.alloc(0), currentCsv: currentCsv ?? Buffer.alloc(0) }
}

const csvOf = (loans: readonly DemoLoan[]) => Buffer.from([FIELDS, ...loans.map(loan => FIELDS.map(field => loan.cells[field]))].map(csvLine).join(''))

const prefix = (lender: DemoLender) => lender.slug.slice(0, 2).toUpperCase()

/** The buckets dealt out in small hands, so that neighbours in a list differ. */
const spread = () => Array.from({ length: 10 }, (_, hand) => BUCKETS.map(bucket => ({ ...bucket, people: splitEvenly(cents(bucket.people), 10)[hand] ?? 0 }))).flat()

type Person = ReturnType<typeof madeUpChinese> & { serial: number; borrowerNumber: string; contractNumber: string; products: LenderPolicy['products'] }

/** As the file of `fileOn` tells it. */
function demoLoan(throwing: Dice, person: Person, dpd: number, today: LocalDate, fileOn: LocalDate): DemoLoan {
  const method = throwing.weighted({ equal_instalment: 80, equal_principal: 14, flat: 6 }) satisfies RepaymentMethod
  const count = throwing.pick([6, 12, 12, 18, 24, 24, 36])
  const principalCents = cents(throwing.between(30, throwing.chance(25) ? 800 : 300) * 10_000)
  const ratePpm = throwing.between(72, method === 'flat' ? 120 : 239) * 1_000
  const unpaidOn = openDate(throwing, dpd, today)
  const months = throwing.between(dpd > 12 ? 0 : dpd > 0 ? 1 : 2, count - Math.min(count, Math.ceil(dpd / 30) + 1))
  const email = throwing.chance(60) ? person.email : ''
  const product = throwing.pick(PRODUCTS)
  const rhythm = rhythmOf({ product }, person.products)
  const paidToday = rhythm.frequency === 'monthly' ? months : Math.min(count - 1, 2 * months + 2)
  const firstDueOn = dueDate(unpaidOn, rhythm.frequency, -paidToday)
  const disbursedOn = addDays(dueDate(firstDueOn, rhythm.frequency, -1), -throwing.between(0, 6))
  const schedule = contractSchedule({ ...rhythm, method, principalCents, annualRatePpm: ratePpm, termCount: count, disbursedOn, firstDueOn })
  const paid = schedule.slice(0, paidToday)
  const before = paid.filter(row => row.dueOn <= fileOn)
  const level = schedule[0] ? add(schedule[0].principalCents, schedule[0].interestCents) : cents(0)
  return {
    serial: person.serial,
    borrowerNumber: person.borrowerNumber,
    contractNumber: person.contractNumber,
    dpd,
    later: paid.filter(row => row.dueOn > fileOn).map(row => ({ on: row.dueOn, amountCents: add(row.principalCents, row.interestCents) })),
    cells: {
      contract_number: person.contractNumber,
      borrower_number: person.borrowerNumber,
      name: person.name,
      phone: person.phone,
      email,
      address: person.address,
      id_number: person.idNumber,
      language: person.language,
      time_zone: person.address.startsWith('新疆') ? 'Asia/Urumqi' : '',
      product,
      amount: decimalText(principalCents),
      annual_rate: String(ratePpm / 10_000),
      term: String(count),
      method,
      frequency: '',
      day_count: '',
      disbursed_on: disbursedOn,
      first_due_on: firstDueOn,
      instalment: decimalText(level),
      paid_principal: decimalText(before.reduce((sum, row) => sum + row.principalCents, 0)),
      paid_interest: '',
      status: 'active',
    },
  }
}

/** The first unpaid due date; never after the 28th, so that months keep their day. */
function openDate(throwing: Dice, dpd: number, today: LocalDate): LocalDate {
  let date = dpd > 0 ? addDays(today, -dpd) : addDays(today, throwing.between(1, 26))
  while (Number(date.slice(8)) > 28) date = addDays(date, 1)
  return dpd > 0 && date >= today ? addDays(today, -1) : date
}
