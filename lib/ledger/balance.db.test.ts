import { afterAll, beforeAll, expect, it } from 'vitest'
import { ledgerEntries, ledgerPostings } from '@/db/schema'
import { insertTogether, into } from '../bulk-port'
import { newId } from '../clock'
import { addDays, localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { entryRows, move } from './entries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function aLoan() {
  const lender = await world.lender()
  const { id: borrowerId } = await world.borrower(lender.id)
  const ctx = await world.systemCtx(lender.id)
  const firstDueOn = localDate('2026-07-01')
  const terms = { principalCents: cents(100_000), annualRatePpm: 0, termCount: 10, method: 'equal_instalment' as const, disbursedOn: addDays(firstDueOn, -30), firstDueOn }
  const { loanId } = await openLoan(ctx, { ...terms, borrowerId, number: newId(), product: 'consumer', currency: 'CNY' })
  const draft = { loanId, kind: 'charge' as const, effectiveOn: ctx.today, postings: move(cents(500), 'fee', 'receivable', 'income') }
  const made = entryRows({ actor: ctx.actor, now: ctx.now, borrowerId }, draft)
  if (!made) throw new Error('nothing to post')
  return { ctx, ...made }
}

it('takes an entry whose postings sum to zero, many at once', async () => {
  const { ctx, entry, postings } = await aLoan()
  await transaction(ctx, ctx => insertTogether(ctx, [into(ledgerEntries, [entry]), into(ledgerPostings, postings)]))
})

it('refuses one that does not, by itself, beside a sound one, or to be completed by a later statement', async () => {
  const { ctx, entry, postings } = await aLoan()
  const [first, second] = postings
  if (!first || !second) throw new Error('an entry has two postings')
  const unbalanced = [first, { ...second, amountCents: cents(-499) }]
  const fails = (work: Parameters<typeof transaction<typeof ctx.actor, void>>[1]) =>
    expect(transaction(ctx, work)).rejects.toMatchObject({ cause: { constraint_name: 'ledger_postings_balance_check' } })
  await fails(ctx => insertTogether(ctx, [into(ledgerEntries, [entry]), into(ledgerPostings, unbalanced)]))
  await fails(async ctx => {
    await insertTogether(ctx, [into(ledgerEntries, [entry]), into(ledgerPostings, [first])])
    await insertTogether(ctx, [into(ledgerPostings, [second])])
  })
  const sound = { ...entry, id: newId() }
  const soundPostings = postings.map(posting => ({ ...posting, id: newId(), entryId: sound.id }))
  await fails(ctx => insertTogether(ctx, [into(ledgerEntries, [entry, sound]), into(ledgerPostings, [...soundPostings, ...unbalanced])]))
})
