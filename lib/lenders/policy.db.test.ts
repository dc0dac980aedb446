import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, lenders, policyChanges } from '@/db/schema'
import { newId } from '../clock'
import { constraintOf } from '../constraints'
import type { Ctx, Role, StaffActor } from '../context'
import { addHours } from '../dates'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { decidePolicyChange, proposePolicyChange, withdrawPolicyChange } from './policy-commands'
import type { ProposePolicy } from './policy-input'
import { getPolicy, listPolicyChanges } from './policy-queries'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene() {
  const lender = await world.lender()
  const person = async (...roles: Role[]): Promise<Ctx<StaffActor>> => world.ctx(await world.staff(lender.id, ...roles))
  const [maker, checker] = [await person('compliance'), await person('admin')]
  return { lender, person, maker, checker, version: async () => (await getPolicy(maker)).version }
}
const asked = (typed: Record<string, string> = {}, own: Partial<ProposePolicy> = {}): ProposePolicy => ({
  ...{ section: 'guardian', version: 1, requestId: newId(), product: '', reason: 'people asked for it' },
  ...{ typed: { cureDays: '20', ...typed }, ...own },
})
const approve = (ctx: Ctx, id: string) => decidePolicyChange(ctx, { id, decision: 'approve', note: '' })
const settled = async (work: Promise<unknown>[]) => (await Promise.allSettled(work)).map(one => (one.status === 'fulfilled' ? 'done' : one.reason instanceof Error ? one.reason.message : '')).sort()
const tracesOf = (lenderId: string, type: string) => world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lenderId), eq(auditEvents.type, type)))

describe('a change of a lender’s numbers', () => {
  it('is one person’s proposal and holds after another’s approval, from the next request and the next job', async () => {
    const { lender, maker, checker } = await scene()
    const { changeId } = await proposePolicyChange(maker, asked({ moveDays: '5' }))
    expect((await world.ctx(checker.actor)).lender.policy.guardian).toMatchObject({ cureDays: 10, moveDays: 10 })
    const [waiting] = (await listPolicyChanges(checker, { show: 'waiting' })).rows
    expect(waiting).toMatchObject({ id: changeId, section: 'guardian', isOwn: false, isStale: false, decided: null, proposedByName: '测试员' })
    expect(waiting?.changes).toEqual([{ path: ['guardian', 'moveDays'], before: 10, after: 5 }, { path: ['guardian', 'cureDays'], before: 10, after: 20 }])
    expect(await approve(checker, changeId)).toEqual({ version: 2 })
    expect((await world.ctx(maker.actor)).lender.policy.guardian).toMatchObject({ cureDays: 20, moveDays: 5, checkInDays: 7 })
    expect((await world.systemCtx(lender.id)).lender.policy.guardian.cureDays).toBe(20)
    expect((await listPolicyChanges(maker, { show: 'waiting' })).rows).toEqual([])
    expect((await listPolicyChanges(maker, { show: 'decided' })).rows).toMatchObject([{ id: changeId, decided: { outcome: 'approved', byName: '测试员' }, isOwn: true }])
    expect(await tracesOf(lender.id, 'policy.proposed')).toHaveLength(1)
    expect(await tracesOf(lender.id, 'policy.approved')).toMatchObject([{ actorId: checker.actor.id, data: { changeId, version: [1, 2], proposedBy: maker.actor.id } }])
  })

  it('is approved by a supervisor too, and by nobody who proposed it', async () => {
    const { person, checker } = await scene()
    const both = await person('admin', 'compliance')
    const { changeId } = await proposePolicyChange(both, asked())
    await expect(approve(both, changeId)).rejects.toMatchObject({ code: 'forbidden', message: 'own_approval_forbidden' })
    const byHand = transaction(both, ctx => ctx.db.execute(sql`select policy_decide(${changeId}, 'approved', '', ${NOON.toISOString()}::timestamptz)`))
    await expect(byHand).rejects.toMatchObject({ message: 'own_approval_forbidden' })
    await approve(await person('supervisor'), changeId)
    await expect(approve(checker, changeId)).rejects.toMatchObject({ code: 'conflict', message: 'policy_already_decided' })
  })

  it('is taken back by its proposer alone, while nobody has decided', async () => {
    const { lender, maker, checker, person, version } = await scene()
    const { changeId } = await proposePolicyChange(maker, asked())
    const id = { id: changeId }
    await expect(withdrawPolicyChange(await person('compliance'), id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(withdrawPolicyChange(await person('supervisor'), id)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(withdrawPolicyChange((await scene()).maker, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await settled([withdrawPolicyChange(maker, id), withdrawPolicyChange(maker, id)])).toEqual(['done', 'policy_already_decided'])
    await expect(approve(checker, changeId)).rejects.toMatchObject({ message: 'policy_already_decided' })
    expect(await version()).toBe(1)
    expect((await listPolicyChanges(checker, { show: 'decided' })).rows).toMatchObject([{ id: changeId, decided: { outcome: 'withdrawn', note: null }, isOwn: false }])
    expect(await tracesOf(lender.id, 'policy.withdrawn')).toMatchObject([{ actorId: maker.actor.id, data: { changeId } }])
  })

  it('is decided or taken back, never both', async () => {
    const { maker, checker } = await scene()
    const { changeId } = await proposePolicyChange(maker, asked())
    expect(await settled([approve(checker, changeId), withdrawPolicyChange(maker, { id: changeId })])).toEqual(['done', 'policy_already_decided'])
  })

  it('is returned with a reason, changes nothing, and leaves others as they were', async () => {
    const { lender, maker, checker, version } = await scene()
    const [first, second] = [await proposePolicyChange(maker, asked()), await proposePolicyChange(maker, asked({ creditNoticeDays: '10' }, { section: 'credit' }))]
    await decidePolicyChange(checker, { id: first.changeId, decision: 'return', note: 'too long' })
    expect(await version()).toBe(1)
    await approve(checker, second.changeId)
    expect((await world.systemCtx(lender.id)).lender.policy).toMatchObject({ creditNoticeDays: 10, guardian: { cureDays: 10 } })
    expect((await listPolicyChanges(maker, { show: 'decided' })).rows.map(row => [row.decided?.outcome, row.decided?.note])).toEqual([['approved', null], ['returned', 'too long']])
    expect(await tracesOf(lender.id, 'policy.returned')).toHaveLength(1)
  })

  it('is approved on the numbers it was proposed on, or not at all', async () => {
    const { maker, checker, version } = await scene()
    const [first, second] = [await proposePolicyChange(maker, asked()), await proposePolicyChange(maker, asked({ cureDays: '3' }))]
    await approve(checker, first.changeId)
    expect((await listPolicyChanges(checker, { show: 'waiting' })).rows).toMatchObject([{ id: second.changeId, isStale: true }])
    await expect(approve(checker, second.changeId)).rejects.toMatchObject({ code: 'conflict', message: 'policy_changed_since' })
    await decidePolicyChange(checker, { id: second.changeId, decision: 'return', note: 'propose it again' })
    await expect(proposePolicyChange(maker, asked({ cureDays: '3' }))).rejects.toMatchObject({ message: 'policy_changed_meanwhile' })
    await proposePolicyChange(maker, asked({ cureDays: '3' }, { version: await version() }))
  })

  it('counts once, however often it is sent or approved at a time', async () => {
    const { lender, maker, checker, person, version } = await scene()
    const form = asked()
    const made = await Promise.all([1, 2, 3].map(() => proposePolicyChange(maker, form)))
    expect(new Set(made.map(one => one.changeId)).size).toBe(1)
    const id = made[0]?.changeId ?? ''
    const others = await Promise.all([person('supervisor'), person('compliance')])
    expect(await settled([checker, ...others].map(ctx => approve(ctx, id)))).toEqual(['done', 'policy_already_decided', 'policy_already_decided'])
    expect(await version()).toBe(2)
    expect(await tracesOf(lender.id, 'policy.approved')).toHaveLength(1)
  })

  it('of two that are approved at a time one holds, whole', async () => {
    const { lender, maker, checker, person } = await scene()
    const [a, b] = [await proposePolicyChange(maker, asked({ cureDays: '1', moveDays: '1' })), await proposePolicyChange(maker, asked({ cureDays: '2', moveDays: '2' }))]
    expect(await settled([approve(checker, a.changeId), approve(await person('supervisor'), b.changeId)])).toEqual(['done', 'policy_changed_since'])
    const { cureDays, moveDays } = (await world.systemCtx(lender.id)).lender.policy.guardian
    expect(cureDays).toBe(moveDays)
  })

  it('is no matter of other roles or of another lender', async () => {
    const [mine, theirs] = [await scene(), await scene()]
    const { changeId } = await proposePolicyChange(mine.maker, asked())
    for (const role of ['supervisor', 'collector', 'negotiator', 'reviewer', 'legal_officer', 'field_visitor'] as const) {
      const ctx = await mine.person(role)
      await expect(proposePolicyChange(ctx, asked()), role).rejects.toMatchObject({ code: 'forbidden' })
      if (role === 'supervisor') continue
      await expect(approve(ctx, changeId), role).rejects.toMatchObject({ code: 'forbidden' })
      await expect(getPolicy(ctx), role).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listPolicyChanges(ctx, { show: 'waiting' }), role).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(approve(theirs.checker, changeId)).rejects.toMatchObject({ code: 'not_found' })
    expect((await listPolicyChanges(theirs.checker, { show: 'waiting' })).rows).toEqual([])
    expect(await theirs.version()).toBe(1)
  })

  it('says every field that does not fit, and that nothing was changed', async () => {
    const { maker } = await scene()
    await expect(proposePolicyChange(maker, asked({ cureDays: '61', moveDays: 'x' }))).rejects.toMatchObject({
      code: 'invalid',
      details: { fields: { cureDays: 'policy_out_of_bounds', moveDays: 'policy_whole_number' } },
    })
    await expect(proposePolicyChange(maker, asked({ cureDays: '10' }))).rejects.toMatchObject({ message: 'policy_nothing_changed' })
  })

  it('is listed page by page', async () => {
    const { maker, checker } = await scene()
    for (let day = 11; day < 33; day++) {
      const { changeId } = await proposePolicyChange(maker, asked({ cureDays: String(day) }))
      await decidePolicyChange(checker, { id: changeId, decision: 'return', note: 'not now' })
    }
    const first = await listPolicyChanges(maker, { show: 'decided' })
    const second = await listPolicyChanges(maker, { show: 'decided', cursor: first.next ?? '' })
    expect([first.rows.length, second.rows.length, second.next]).toEqual([20, 2, null])
    expect(new Set([...first.rows, ...second.rows].map(row => row.id)).size).toBe(22)
  })
})

describe('the database', () => {
  const refused = (ctx: Ctx, work: (ctx: Ctx) => Promise<unknown>) => transaction(ctx, work).then(() => 'done', (error: unknown) => constraintOf(error) ?? (error instanceof Error && String(error.cause).includes('permission denied') ? 'denied' : String(error)))

  it('lets the app change numbers in no other way', async () => {
    const { lender, maker, checker, person } = await scene()
    const { changeId } = await proposePolicyChange(maker, asked())
    expect(await refused(checker, ctx => ctx.db.update(lenders).set({ policyVersion: 9 }).where(eq(lenders.id, lender.id)))).toBe('denied')
    expect(await refused(checker, ctx => ctx.db.update(policyChanges).set({ reason: 'another reason' }).where(eq(policyChanges.id, changeId)))).toBe('denied')
    expect(await refused(checker, ctx => ctx.db.delete(policyChanges).where(eq(policyChanges.id, changeId)))).toBe('denied')
    const decided = sql`insert into policy_changes (lender_id, id, request_id, section, changes, reason, base_version, proposed_by, proposed_at, outcome) values (${lender.id}, ${newId()}, ${newId()}, 'credit', '[]', 'reason', 1, ${maker.actor.id}, now(), 'approved')`
    expect(await refused(checker, ctx => ctx.db.execute(decided))).toBe('denied')
    const decide = (at = NOON) => sql`select policy_decide(${changeId}, 'approved', '', ${at.toISOString()}::timestamptz)`
    expect(await refused(await person('collector'), ctx => ctx.db.execute(decide()))).toBe('policy_changes_decider_check')
    expect(await refused(await world.systemCtx(lender.id), ctx => ctx.db.execute(decide()))).toBe('policy_changes_decider_check')
    expect(await refused(checker, ctx => ctx.db.execute(sql`select policy_withdraw(${changeId}, now())`))).toBe('policy_changes_proposer_check')
    const asProposer = transaction(checker, ctx => ctx.db.execute(sql`select policy_decide(${changeId}, 'withdrawn', '', now())`))
    await expect(asProposer).rejects.toMatchObject({ message: 'own_approval_forbidden' })
  })

  it.each([
    ['in another’s name', { proposedBy: newId() }, 'policy_changes_proposer_check'],
    ['of contact rules', { path: ['contactRules', 'attemptsPerPersonPerDay'] }, 'policy_changes_path_check'],
    ['of what loans paid out owe', { path: ['penalty', 'multiplierPpm'] }, 'policy_changes_path_check'],
    ['of a product’s standing terms', { path: ['products', 'cash', 'penalty'] }, 'policy_changes_path_check'],
    ['of no place', { path: [] }, 'policy_changes_path_check'],
  ])('takes no proposal %s', async (_, { proposedBy, path = ['creditNoticeDays'] }: { proposedBy?: string; path?: string[] }, constraint) => {
    const { lender, maker } = await scene()
    const insert = sql`insert into policy_changes (lender_id, id, request_id, section, changes, reason, base_version, proposed_by, proposed_at)
      values (${lender.id}, ${newId()}, ${newId()}, 'credit', ${JSON.stringify([{ path, after: 9 }])}::jsonb, 'reason', 1, ${proposedBy ?? maker.actor.id}, ${NOON.toISOString()}::timestamptz)`
    expect(await refused(maker, ctx => ctx.db.execute(insert))).toBe(constraint)
  })

  it('counts a change of the contact rules as no change of these numbers', async () => {
    const { lender, maker, checker } = await scene()
    const { changeId } = await proposePolicyChange(maker, asked())
    await world.owner.db.execute(sql`update lenders set policy = jsonb_set(policy, '{contactRules,coolDownDays}', '3') where id = ${lender.id}`)
    await approve(checker, changeId)
    expect((await world.ctx(maker.actor, addHours(NOON, 1))).lender.policy).toMatchObject({ contactRules: { coolDownDays: 3 }, guardian: { cureDays: 20 } })
  })
})
