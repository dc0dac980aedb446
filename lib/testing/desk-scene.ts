import { eq } from 'drizzle-orm'
import { cases } from '@/db/schema'
import { refreshCase } from '../cases/commands'
import { newId } from '../clock'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { NOON, type World } from './world'

/** A lender with a collector and a borrower whose loan of 12 months is 14 days overdue on the pinned day, and the case of it. */
export async function deskScene(world: World, options: Parameters<World['lender']>[0] = {}) {
  const lender = await world.lender(options)
  const person = await world.borrower(lender.id)
  const system = await world.systemCtx(lender.id)
  const { loanId } = await openLoan(system, {
    borrowerId: person.id,
    number: `L-${newId().slice(-12)}`,
    product: 'consumer',
    currency: 'CNY',
    principalCents: cents(1_200_000),
    annualRatePpm: 120_000,
    termCount: 12,
    method: 'equal_instalment',
    disbursedOn: localDate('2026-05-01'),
    firstDueOn: localDate('2026-06-01'),
  })
  const { caseId } = await refreshCase(system, person.id)
  if (!caseId) throw new Error('the loan should be overdue')
  const collector = await world.staff(lender.id, 'collector')
  const row = async () => {
    const [found] = await world.owner.db.select().from(cases).where(eq(cases.id, caseId))
    if (!found) throw new Error('the case is gone')
    return found
  }
  return { lender, person, loanId, caseId, key: { borrowerId: person.id, caseId }, collector, ctx: await world.ctx(collector, NOON), row }
}

export const refusalOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.message : 'unknown'),
  )
