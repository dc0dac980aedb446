import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, plans } from '@/db/schema'
import { DomainError } from '../errors'
import { decideEscalation } from '../escalations/commands'
import { cents } from '../money'
import { useDatabase } from '../testing/database'
import { monthly, planScenes, refusal, TODAY } from '../testing/plan-scene'
import { openWorld, type World } from '../testing/world'
import { proposePlan } from './commands'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { scene, propose, rowOf, caseOf, escalationOf, messagesOf } = planScenes(() => world)

describe('proposing', () => {
  it('offers within the limit: text with its hash, hold, message, trace', async () => {
    const at = await scene()
    const { planId, status } = await propose(at)
    const plan = await rowOf(planId)
    expect(status).toBe('offer')
    expect(plan.agreementSha256).toMatch(/^[0-9a-f]{64}$/)
    expect(plan.agreement?.zhCn).toContain('还款协议')
    expect((await caseOf(at))?.queue).toBe('held')
    expect(await messagesOf(at, 'plan_offer')).toHaveLength(1)
    const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, at.person.id))
    expect(events.map(event => event.type)).toEqual(expect.arrayContaining(['plan.proposed', 'plan.offered', 'hold.started']))
  })

  it('asks a supervisor above the limit and offers nothing until then', async () => {
    const at = await scene(3_000_000)
    const { planId, status } = await propose(at)
    expect(status).toBe('awaiting_approval')
    expect(await messagesOf(at, 'plan_offer')).toHaveLength(0)
    const asked = await escalationOf(planId)
    expect(asked).toMatchObject({ kind: 'plan_approval', status: 'open' })
    await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })
    expect((await rowOf(planId)).status).toBe('offer')
    expect(await messagesOf(at, 'plan_offer')).toHaveLength(1)
  })

  it('says every refusal at once and writes nothing', async () => {
    const at = await scene()
    const terms = { ...monthly(500, TODAY), waivePenaltyCents: cents(99_999_999) }
    const error = await proposePlan(at.reviewer, { borrowerId: at.person.id, caseId: at.caseId, terms }).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(DomainError)
    expect((error as DomainError).details.refusals?.map(one => one.reason).toSorted()).toEqual([
      'plan_first_date_not_ahead',
      'plan_too_many_instalments',
      'plan_waives_more_penalty_than_owed',
    ])
    expect(await world.owner.db.select().from(plans).where(eq(plans.borrowerId, at.person.id))).toEqual([])
  })

  it('offers the same terms once, from two tabs too', async () => {
    const at = await scene()
    const answers = await Promise.all([refusal(propose(at)), refusal(propose(at))])
    expect(answers.toSorted()).toEqual(['accepted', 'plan_already_offered'])
    expect(await refusal(propose(at, monthly(9)))).toBe('accepted')
  })

  it('is refused to collectors, borrowers and other lenders', async () => {
    const at = await scene()
    const collector = await world.ctx(await world.staff(at.lender.id, 'collector'))
    const input = { borrowerId: at.person.id, caseId: at.caseId, terms: monthly(6) }
    expect(await refusal(proposePlan(collector, input))).toBe('forbidden')
    expect(await refusal(proposePlan(at.borrower, input))).toBe('forbidden')
    const other = await scene()
    expect(await refusal(proposePlan(other.reviewer, input))).toBe('not_found')
  })
})

describe('deciding', () => {
  it('forbids approving your own, whichever role you hold', async () => {
    const at = await scene(3_000_000)
    const both = await world.ctx(await world.staff(at.lender.id, 'reviewer', 'supervisor'))
    const { planId } = await proposePlan(both, { borrowerId: at.person.id, caseId: at.caseId, terms: monthly(12) })
    const asked = await escalationOf(planId)
    expect(
      await refusal(decideEscalation(both, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })),
    ).toBe('own_approval_forbidden')
    expect((await rowOf(planId)).status).toBe('awaiting_approval')
  })

  it('lets one of two supervisors win', async () => {
    const at = await scene(3_000_000)
    const { planId } = await propose(at)
    const asked = await escalationOf(planId)
    const second = await world.ctx(await world.staff(at.lender.id, 'supervisor'))
    const key = { borrowerId: at.person.id, escalationId: asked?.id ?? '' }
    const answers = await Promise.all([
      refusal(decideEscalation(at.supervisor, { ...key, decision: 'approve' })),
      refusal(decideEscalation(second, { ...key, decision: 'return', note: '请缩短期限' })),
    ])
    expect(answers.toSorted()).toEqual(['accepted', 'escalation_already_decided'])
    expect(['offer', 'cancelled']).toContain((await rowOf(planId)).status)
  })

  it('changes the terms into a new offer and supersedes the old one', async () => {
    const at = await scene(3_000_000)
    const { planId } = await propose(at)
    const asked = await escalationOf(planId)
    const decided = await decideEscalation(at.supervisor, {
      borrowerId: at.person.id,
      escalationId: asked?.id ?? '',
      decision: 'change',
      terms: monthly(24),
      note: '月供更低',
    })
    expect((await rowOf(planId)).status).toBe('superseded')
    expect(await rowOf(decided.planId ?? '')).toMatchObject({
      status: 'offer',
      instalmentCount: 24,
      approvedBy: at.supervisor.actor.id,
    })
    expect(
      await refusal(
        decideEscalation(at.supervisor, {
          borrowerId: at.person.id,
          escalationId: asked?.id ?? '',
          decision: 'return',
          note: 'x',
        }),
      ),
    ).toBe('escalation_already_decided')
  })

  it('needs a reason for returning, and a supervisor of this lender', async () => {
    const at = await scene(3_000_000)
    const { planId } = await propose(at)
    const asked = await escalationOf(planId)
    const key = { borrowerId: at.person.id, escalationId: asked?.id ?? '' }
    expect(await refusal(decideEscalation(at.supervisor, { ...key, decision: 'return', note: '  ' }))).toBe('reason_needed')
    expect(await refusal(decideEscalation(at.reviewer, { ...key, decision: 'approve' }))).toBe('forbidden')
    const other = await scene()
    expect(await refusal(decideEscalation(other.supervisor, { ...key, decision: 'approve' }))).toBe('not_found')
  })
})
