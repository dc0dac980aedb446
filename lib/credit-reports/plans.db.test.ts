import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { creditReportLines, messages } from '@/db/schema'
import { addDays, addMonths, daysBetween } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { cents, ZERO } from '../money'
import { sendMessage } from '../outbox/send-commands'
import type { PlanTerms } from '../plans/plan'
import { useDatabase } from '../testing/database'
import { later, monthly, planScenes, TODAY, type PlanScene } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { buildDueReports } from './build-commands'
import { tellBeforeReport } from './notice-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())
const { scene, propose, escalationOf, sign, pay, messagesOf } = planScenes(() => world)

const plain = { freezePenalty: true, freezeInterest: true, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
const dates = { frequency: 'monthly' as const, firstDueOn: addMonths(TODAY, 1) }

async function signed(terms: PlanTerms): Promise<PlanScene> {
  const at = await scene()
  const { planId, status } = await propose(at, terms)
  const asked = status === 'awaiting_approval' ? await escalationOf(planId) : null
  if (asked) await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked.id, decision: 'approve' })
  await sign(at, planId)
  return at
}
async function tell(at: PlanScene, days: number) {
  const ctx = later(at.system, days)
  await tellBeforeReport(ctx)
  const queued = await world.owner.db.select().from(messages).where(and(eq(messages.borrowerId, at.person.id), eq(messages.status, 'queued')))
  for (const message of queued) await sendMessage(ctx, message.borrowerId, message.id)
}
const reportDay = daysBetween(TODAY, addDays(TODAY, 23))
const reported = async (at: PlanScene, days = reportDay) => {
  await buildDueReports(later(at.system, days))
  return world.owner.db.select().from(creditReportLines).where(eq(creditReportLines.borrowerId, at.person.id))
}

describe('as the agreement says', () => {
  it('a plan that is kept is reported as paid as agreed, and nobody is told of anything bad', async () => {
    const at = await signed(monthly(6))
    await tell(at, 1)
    expect(await messagesOf(at, 'credit_notice')).toEqual([])
    expect(await reported(at)).toMatchObject([{ state: 'reported', statusCode: 'N', dpd: 0, arrangement: 'plan', accountState: 'active', riskClass: 'special_mention' }])
  })

  it('small payments leave the loan as it stands, and that is told of', async () => {
    const at = await signed({ kind: 'token', amountCents: cents(10_000), count: 3, ...dates, ...plain, freezeInterest: false })
    await tell(at, 1)
    expect(await messagesOf(at, 'credit_notice')).toHaveLength(1)
    expect(await reported(at)).toMatchObject([{ state: 'reported', statusCode: '5', dpd: 121, arrangement: 'token' }])
  })

  it('a paid settlement is reported as settled for less, once that is told of', async () => {
    const at = await signed({ kind: 'settlement', settleCents: cents(400_000), count: 1, ...dates, ...plain })
    await pay(at, later(at.supervisor, 1), 400_000)
    await tell(at, 2)
    expect(await messagesOf(at, 'credit_notice_settled')).toHaveLength(1)
    expect(await reported(at)).toMatchObject([{ state: 'reported', statusCode: 'G', accountState: 'settled_for_less', closedOn: addDays(TODAY, 1), balanceCents: 0, overdueCents: 0 }])
  })

  it('a paid settlement that nobody told of is held', async () => {
    const at = await signed({ kind: 'settlement', settleCents: cents(400_000), count: 1, ...dates, ...plain })
    await pay(at, later(at.supervisor, 1), 400_000)
    expect(await reported(at)).toMatchObject([{ state: 'held', heldReason: 'not_told', accountState: 'settled_for_less' }])
    expect(await messagesOf(at, 'credit_notice_settled')).toHaveLength(1)
  })
})
