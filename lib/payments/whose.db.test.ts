import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { borrowers, loans, payments } from '@/db/schema'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { providerScenes, send, succeeded } from '../testing/provider-scene'
import { openWorld, type World } from '../testing/world'
import { getLine, listLines } from './bank-inbox-queries'
import { SplitForm } from './bank-input'
import { assignLine, confirmLine } from './bank-line-commands'
import { decideProposal, enterPayment } from './proposal-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { aProvider } = providerScenes(() => world, 20_000_000)

/** A loan of one person under a number, and another person whose own number may become the same. */
async function aNamesake() {
  const provider = await aProvider()
  const other = await world.borrower(provider.lenderId)
  const terms = { principalCents: cents(20_000_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
  await openLoan(provider.system, { ...terms, borrowerId: other.id, number: `L-${newId().slice(-10)}`, disbursedOn: localDate('2026-02-18'), firstDueOn: localDate('2026-03-20') })
  const becomesNamesake = () => world.owner.db.update(borrowers).set({ number: provider.number }).where(eq(borrowers.id, other.id))
  const movesTo = () => world.owner.db.update(loans).set({ number: `gone-${newId()}` }).where(eq(loans.number, provider.number)).then(becomesNamesake)
  const paid = async () => (await world.owner.db.select().from(payments).where(eq(payments.lenderId, provider.lenderId))).map(row => row.borrowerId)
  return { ...provider, otherId: other.id, becomesNamesake, movesTo, paid }
}
const only = async (ctx: Ctx) => {
  const [line] = (await listLines(ctx, { show: 'waiting' })).rows
  return getLine(ctx, line?.id ?? '')
}
const typed = (lineId: string, fields: Record<string, string>) => SplitForm.parse({ lineId, ...fields })

describe('a number that is a loan’s of one person and another person’s own', () => {
  it('posts nothing by itself, nor typed by hand; a suggestion posts to whom it shows', async () => {
    const { ctx, number, otherId, borrowerId, becomesNamesake, as, paid } = await aNamesake()
    await becomesNamesake()
    expect(await send(ctx, 'e1', succeeded({ number }))).toEqual({ result: 'unmatched' })
    const staff = await as('supervisor')
    const line = await only(staff)
    expect(line.suggestions.map(one => one.kind).sort()).toEqual(['borrower', 'loan'])
    await expect(assignLine(staff, typed(line.id, { number1: number, amount1: '500.00' }))).rejects.toMatchObject({ message: 'payment_target_unknown' })
    expect(await paid()).toEqual([])
    await assignLine(staff, typed(line.id, { kind1: 'borrower', number1: number, amount1: '500.00' }))
    expect(await paid()).toEqual([otherId])
    expect(otherId).not.toBe(borrowerId)
  })

  it('is not confirmed once it names somebody else', async () => {
    const { ctx, number, borrowerId, movesTo, as, paid } = await aNamesake()
    await send(ctx, 'e1', succeeded({ amount: '60000.00' }))
    const [one, two] = [await as('supervisor'), await as('supervisor')]
    const { id: lineId } = await only(one)
    await assignLine(one, typed(lineId, { number1: number, amount1: '60000.00' }))
    const { proposalId } = await enterPayment(one, { target: { kind: 'any', number }, amountCents: cents(6_000_000), currency: 'CNY', effectiveOn: localDate('2026-06-10'), channel: 'other', reference: '', requestId: newId() })
    const { proposed } = await getLine(two, lineId)
    expect(proposed?.parts).toMatchObject([{ number, amountCents: 6_000_000, borrowerName: expect.stringMatching(/./) as string }])
    await movesTo()
    await expect(confirmLine(two, { lineId, proposedAt: proposed?.at.toISOString() ?? '' })).rejects.toMatchObject({ message: 'payment_target_changed' })
    await expect(decideProposal(two, { borrowerId, proposalId: proposalId ?? '', decision: 'confirm', note: '' })).rejects.toMatchObject({ message: 'payment_target_changed' })
    expect(await paid()).toEqual([])
  })
})
