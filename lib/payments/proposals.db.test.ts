import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ledgerEntries, payments } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { localDate } from '../dates'
import { checkBorrower } from '../ledger/check-queries'
import { addCharge, openLoan } from '../loans/commands'
import { loadLoanState } from '../loans/queries'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { recordPayment, reversePayment } from './commands'
import { askRefund, decideProposal, enterPayment } from './proposal-commands'
import { listProposals } from './proposal-queries'
import { previewPayment } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function aTeam() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const system: Ctx = await world.systemCtx(lender.id)
  const number = `L-${newId().slice(-10)}`
  const terms = { principalCents: cents(12_000_000), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
  const { loanId } = await openLoan(system, { ...terms, borrowerId: borrower.id, number, disbursedOn: localDate('2026-02-18'), firstDueOn: localDate('2026-03-20') })
  await refreshCase(system, borrower.id)
  const hand = async (role: 'negotiator' | 'supervisor' | 'collector'): Promise<Ctx> => world.ctx(await world.staff(lender.id, role))
  return { lenderId: lender.id, borrowerId: borrower.id, loanId, number, system, maker: await hand('negotiator'), checker: await hand('supervisor'), collector: await hand('collector') }
}
type Team = Awaited<ReturnType<typeof aTeam>>

const anEntry = (number: string, amountCents: number, requestId = newId()) => ({
  target: { kind: 'any' as const, number },
  amountCents: cents(amountCents),
  currency: 'CNY' as const,
  effectiveOn: localDate('2026-06-10'),
  channel: 'bank_transfer' as const,
  reference: '',
  requestId,
})
const paymentsOf = (borrowerId: string) => world.owner.db.select().from(payments).where(eq(payments.borrowerId, borrowerId))
const answer = ({ borrowerId }: Team, proposalId: string | null, decision: 'confirm' | 'decline' = 'confirm') => ({ borrowerId, proposalId: proposalId ?? '', decision, note: 'seen' })
const sound = async ({ system, borrowerId }: Team) => expect(await checkBorrower(system, borrowerId)).toEqual([])

describe('a payment above the limit', () => {
  it('waits for another person, posts nothing until then, and once', async () => {
    const team = await aTeam()
    expect(await enterPayment(team.maker, anEntry(team.number, 5_000_000))).toMatchObject({ proposalId: null })
    const { proposalId } = await enterPayment(team.maker, anEntry(team.number, 5_000_001))
    expect(await paymentsOf(team.borrowerId)).toHaveLength(1)
    expect((await listProposals(team.checker, { show: 'waiting' })).rows).toMatchObject([{ kind: 'payment', amountCents: 5_000_001, isOwn: false }])
    const answers = await Promise.allSettled([1, 2, 3].map(() => decideProposal(team.checker, answer(team, proposalId))))
    expect(answers.filter(one => one.status === 'fulfilled')).toHaveLength(1)
    expect(await paymentsOf(team.borrowerId)).toHaveLength(2)
    await sound(team)
  })

  it('is never confirmed by who entered it, nor by who may not, nor elsewhere', async () => {
    const team = await aTeam()
    const { proposalId } = await enterPayment(team.checker, anEntry(team.number, 6_000_000))
    await expect(decideProposal(team.checker, answer(team, proposalId))).rejects.toMatchObject({ code: 'forbidden', message: 'own_approval_forbidden' })
    await expect(decideProposal(team.maker, answer(team, proposalId))).rejects.toMatchObject({ code: 'forbidden' })
    await expect(enterPayment(team.collector, anEntry(team.number, 6_000_000))).rejects.toMatchObject({ code: 'forbidden' })
    const elsewhere = await aTeam()
    await expect(decideProposal(elsewhere.checker, answer(team, proposalId))).rejects.toMatchObject({ code: 'not_found' })
    expect((await listProposals(elsewhere.checker, { show: 'waiting' })).rows).toEqual([])
    expect(await paymentsOf(team.borrowerId)).toEqual([])
  })

  it('is declined with a reason, sent once, and refused when it could not be posted', async () => {
    const team = await aTeam()
    const requestId = newId()
    const { proposalId } = await enterPayment(team.maker, anEntry(team.number, 6_000_000, requestId))
    await expect(enterPayment(team.maker, anEntry(team.number, 6_000_000, requestId))).rejects.toMatchObject({ message: 'payment_already_recorded' })
    await expect(decideProposal(team.checker, { ...answer(team, proposalId, 'decline'), note: ' ' })).rejects.toMatchObject({ message: 'reason_needed' })
    await decideProposal(team.checker, answer(team, proposalId, 'decline'))
    await expect(decideProposal(team.checker, answer(team, proposalId))).rejects.toMatchObject({ message: 'proposal_already_decided' })
    await expect(enterPayment(team.maker, { ...anEntry(team.number, 6_000_000), effectiveOn: localDate('2026-06-16') })).rejects.toMatchObject({ message: 'payment_in_future' })
    expect(await paymentsOf(team.borrowerId)).toEqual([])
  })
})

it('is shown beside payments of the same amount that another way may have told of', async () => {
  const team = await aTeam()
  const looked = async (amountCents: number, on: string) => (await previewPayment(team.maker, { ...anEntry(team.number, amountCents), effectiveOn: localDate(on) })).alike.map(one => [one.effectiveOn, one.channel])
  expect(await looked(50_000, '2026-06-10')).toEqual([])
  await recordPayment(team.checker, { ...anEntry(team.number, 50_000), target: { kind: 'loan', number: team.number }, source: 'core-bank', externalId: newId(), idempotencyKey: newId() })
  expect(await looked(50_000, '2026-06-13')).toEqual([['2026-06-10', 'bank_transfer']])
  expect([await looked(50_000, '2026-06-14'), await looked(50_001, '2026-06-10'), await looked(50_000, '2026-06-06')]).toEqual([[], [], []])
})

describe('an amount above the limit in pieces', () => {
  it('waits like the whole, whoever types it and however close together, and what two people have seen counts no more', async () => {
    const team = await aTeam()
    expect(await enterPayment(team.maker, anEntry(team.number, 3_000_000))).toMatchObject({ proposalId: null })
    const entries = await Promise.all([team.maker, team.checker, team.maker].map(hand => enterPayment(hand, anEntry(team.number, 1_500_000))))
    expect(entries.filter(one => one.proposalId === null)).toHaveLength(1)
    expect((await paymentsOf(team.borrowerId)).map(row => row.amountCents).sort()).toEqual([1_500_000, 3_000_000])
    const [waiting] = (await listProposals(team.checker, { show: 'waiting' })).rows
    const second = await world.ctx(await world.staff(team.lenderId, 'supervisor'))
    await decideProposal(second, answer(team, waiting?.id ?? ''))
    expect(await enterPayment(team.maker, anEntry(team.number, 500_000))).toMatchObject({ proposalId: null })
    expect(await previewPayment(team.maker, anEntry(team.number, 1))).toMatchObject({ needsSecond: true })
    expect(await enterPayment(team.maker, anEntry(team.number, 1))).toMatchObject({ paymentId: null })
    await sound(team)
  })

  it('is one payment when the form is sent twice, not silently so when another form says the same, and free again a week later or when the piece was taken back', async () => {
    const team = await aTeam()
    const requestId = newId()
    const [first, again] = [await enterPayment(team.maker, anEntry(team.number, 4_000_000, requestId)), await enterPayment(team.maker, anEntry(team.number, 4_000_000, requestId))]
    expect(again).toEqual(first)
    const said = { ...anEntry(team.number, 100), reference: 'cash' }
    expect((await enterPayment(team.maker, said)).paymentId).not.toBeNull()
    await expect(enterPayment(team.maker, { ...said, requestId: newId() })).rejects.toMatchObject({ code: 'conflict', message: 'payment_already_recorded' })
    const weekOn = await world.ctx(await world.staff(team.lenderId, 'negotiator'), new Date(NOON.getTime() + 7 * 86_400_000))
    expect(await previewPayment(weekOn, anEntry(team.number, 4_000_000))).toMatchObject({ needsSecond: false })
    await reversePayment(team.checker, { borrowerId: team.borrowerId, paymentId: first.paymentId ?? '', reason: 'typed twice' })
    expect(await enterPayment(team.maker, anEntry(team.number, 4_000_000))).toMatchObject({ proposalId: null })
  })
})

describe('a refund of credit', () => {
  const overpaid = async () => {
    const team = await aTeam()
    const { paymentId } = await recordPayment(team.checker, { ...anEntry(team.number, 15_000_000), target: { kind: 'loan', number: team.number }, source: 'bank', externalId: newId(), idempotencyKey: newId() })
    const { overpaidCents } = await loadLoanState(team.system, team.borrowerId, team.loanId)
    return { ...team, paymentId, overpaidCents }
  }
  const aRefund = (number: string, amountCents: number) => ({ loanNumber: number, amountCents: cents(amountCents), reason: 'asked by the borrower', requestId: newId() })

  it('is asked by one and confirmed by another, and the books agree', async () => {
    const team = await overpaid()
    await expect(askRefund(team.maker, aRefund(team.number, team.overpaidCents + 1))).rejects.toMatchObject({ message: 'refund_above_credit' })
    const { proposalId } = await askRefund(team.maker, aRefund(team.number, 100_000))
    await expect(askRefund(team.maker, aRefund(team.number, 1))).rejects.toMatchObject({ message: 'refund_already_asked' })
    await decideProposal(team.checker, answer(team, proposalId))
    expect((await loadLoanState(team.system, team.borrowerId, team.loanId)).overpaidCents).toBe(team.overpaidCents - 100_000)
    const entries = await world.owner.db.select().from(ledgerEntries).where(eq(ledgerEntries.borrowerId, team.borrowerId))
    expect(entries.filter(entry => entry.kind === 'refund')).toHaveLength(1)
    await sound(team)
    const rest = await askRefund(team.maker, aRefund(team.number, team.overpaidCents - 100_000))
    await decideProposal(team.checker, answer(team, rest.proposalId))
    expect((await loadLoanState(team.system, team.borrowerId, team.loanId)).overpaidCents).toBe(0)
    await sound(team)
  })

  it('is not paid from credit that a charge has spent meanwhile', async () => {
    const team = await overpaid()
    const { proposalId } = await askRefund(team.maker, aRefund(team.number, team.overpaidCents))
    await addCharge(team.checker, { borrowerId: team.borrowerId, loanId: team.loanId, component: 'cost', amountCents: cents(30_000), dueOn: localDate('2026-06-15'), reason: 'court fee' })
    await expect(decideProposal(team.checker, answer(team, proposalId))).rejects.toMatchObject({ message: 'refund_above_credit' })
    await sound(team)
  })

  it('keeps the payment it came from from being taken back', async () => {
    const team = await overpaid()
    const { proposalId } = await askRefund(team.maker, aRefund(team.number, 100_000))
    await decideProposal(team.checker, answer(team, proposalId))
    const later: Ctx = await world.ctx({ ...(await world.staff(team.lenderId, 'supervisor')) }, new Date(NOON.getTime() + 86_400_000))
    await expect(reversePayment(later, { borrowerId: team.borrowerId, paymentId: team.paymentId, reason: 'returned' })).rejects.toMatchObject({ message: 'refund_uncovered' })
    await sound(team)
  })
})
