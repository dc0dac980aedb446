import type { Ctx, SystemActor } from '@/lib/context'
import { refreshCase } from '@/lib/cases/commands'
import { addDays, type LocalDate } from '@/lib/dates'
import type { Storage } from '@/lib/documents/storage-port'
import { demoBook, type DemoBook, type DemoPerson } from './book'
import { callsFor, pay } from './calls'
import type { DemoBorrower } from './demo-file'
import { livedBy, play, type Event } from './events'
import type { DemoLender } from './lenders'
import { loadFile } from './load'
import { seedMoneyIn } from './money-in'
import { seedReceipts } from './receipts'
import { seedPolicyChanges } from './policy'
import { seedRulePacks } from './rule-packs'
import { findKnown, openStage, type Known, type Stage } from './stage'
import { stories, type Story } from './stories'

const HISTORY_DAYS = 40
/** Below this a reviewer of either lender decides alone. */
const SMALL_CENTS = 900_000
const LARGE_CENTS = 2_200_000

/** The book of one made-up lender as of some weeks ago, and everything that happened since. */
export async function seedLenderWorld(base: Ctx<SystemActor>, lender: DemoLender, storage: Storage): Promise<void> {
  const startOn = addDays(base.today, -HISTORY_DAYS)
  const book = demoBook(lender, base.today, startOn)
  const stage = openStage(base, lender)
  const first = stage.system(stage.at(startOn, 9))
  await loadFile(first, storage, book.lateCsv, { name: `${lender.slug}-${startOn}.csv`, preset: 'leeway' })
  await loadFile(base, storage, book.currentCsv, { name: `${lender.slug}-${base.today}.csv`, preset: 'leeway' })
  const known = await findKnown(first)
  const events = [...instalmentsPaid(stage, book), ...overdueDays(stage, book, startOn, known), ...storyEvents(stage, storage, book, known)]
  const busy = new Set(castOf(book).map(({ person }) => person.serial))
  for (const person of book.people) {
    const ids = known.get(person.borrowerNumber)
    if (!ids || busy.has(person.serial) || person.dpd < 3 || person.serial % 10 > 2) continue
    const openOn = addDays(base.today, -Math.min(HISTORY_DAYS, person.dpd - 1))
    events.push(...livedBy(person.serial, callsFor(stage, person, ids, openOn)))
  }
  await play(stage, addDays(startOn, 1), base.now, events)
  const idle = book.people.filter(person => !busy.has(person.serial) && person.dpd >= 3 && person.dpd <= 60)
  await seedMoneyIn(stage, storage, idle.slice(-4))
  await seedReceipts(stage)
  await seedRulePacks(base, lender)
  await seedPolicyChanges(base, lender)
}

/** Who falls behind during the history gets a case on the first day overdue. */
const overdueDays = (stage: Stage, book: DemoBook, startOn: LocalDate, known: Map<string, Known>): Event[] =>
  book.people.flatMap(person => {
    const day = addDays(stage.today, 1 - person.dpd)
    const ids = known.get(person.borrowerNumber)
    if (person.dpd === 0 || day <= startOn || !ids) return []
    const at = stage.at(day, 7)
    return livedBy(person.serial, [{ at, run: async () => (await refreshCase(stage.system(at), ids.borrowerId), []) }])
  })

/** Who pays on time pays through the history too; only the newest payments are told to the borrower. */
const instalmentsPaid = (stage: Stage, book: DemoBook): Event[] =>
  book.loans.flatMap(loan =>
    livedBy(
      loan.serial,
      loan.later
      .filter(({ on }) => on < stage.today)
      .map(({ on, amountCents }) => {
        const at = stage.at(on, 9, loan.serial % 60)
        return { at, run: () => pay(stage, loan.contractNumber, at, amountCents, `instalment:${loan.contractNumber}`, on < addDays(stage.today, -3)) }
      }),
    ),
  )

type Role = { story: Story; person: DemoPerson }

/** The first persons who fit each story, each in one story only; the same in every run. */
export function castOf(book: DemoBook): Role[] {
  const taken = new Set<number>()
  const owed = (person: DemoPerson) => {
    const mine = book.loans.filter(loan => loan.serial === person.serial)
    return { loans: mine.length, cents: mine.reduce((sum, { cells }) => sum + Math.round((Number(cells.amount) - Number(cells.paid_principal)) * 100), 0) }
  }
  return stories.flatMap(story => {
    const fits = book.people.filter(person => {
      if (taken.has(person.serial) || person.dpd < story.dpd.from || person.dpd > story.dpd.to) return false
      const { loans, cents } = owed(person)
      return loans === 1 && (story.size === 'small' ? cents < SMALL_CENTS : story.size === 'large' ? cents > LARGE_CENTS : true)
    })
    const chosen = fits.slice(0, story.times)
    for (const person of chosen) taken.add(person.serial)
    return chosen.map(person => ({ story, person }))
  })
}

const storyEvents = (stage: Stage, storage: Storage, book: DemoBook, known: Map<string, Known>): Event[] =>
  castOf(book).flatMap(({ story, person }) => {
    const ids = known.get(person.borrowerNumber)
    return ids ? livedBy(person.serial, story.play({ stage, storage, person, known: ids })) : []
  })

/** Numbers and phones of those who are placed with the demo's agency. */
export const placedBorrowers = (lender: DemoLender, today: Ctx['today']): { number: string; phone: string }[] =>
  castOf(demoBook(lender, today, addDays(today, -HISTORY_DAYS)))
    .filter(({ story }) => story.name === 'placed')
    .map(({ person }) => ({ number: person.borrowerNumber, phone: person.phone }))

/** The persons a newcomer should meet, one for each story, with what they sign in with. */
export function demoBorrowers(lender: DemoLender, today: Ctx['today']): DemoBorrower[] {
  const roles = castOf(demoBook(lender, today, addDays(today, -HISTORY_DAYS)))
  return roles
    .filter(({ story }, index) => roles.findIndex(other => other.story === story) === index)
    .map(({ story, person }) => ({ name: person.name, phone: person.phone, idLastFour: person.idLastFour, story: story.tell }))
}
