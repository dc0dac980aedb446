import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '@/db/client'
import { auditEvents, rulePacks } from '@/db/schema'
import { newId } from '../clock'
import { constraintOf } from '../constraints'
import type { Ctx } from '../context'
import { addMinutes } from '../dates'
import { openContext } from '../lenders/queries'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { read, transaction } from '../transaction'
import { decideContact } from './commands'
import { refreshFloor } from './floor-commands'
import { decidePack, draftPack, proposePack, saveDraft } from './pack-commands'
import type { DraftEdit } from './pack-draft'
import { getPack, listPacks, loadNamedPacks } from './pack-queries'

const database = useDatabase()
let world: World
const CODE = 'cn-cba-2026'
const TOMORROW = addMinutes(NOON, 24 * 60)

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function scene() {
  const lender = await world.lender()
  const [drafter, approver] = [await world.staff(lender.id, 'compliance'), await world.staff(lender.id, 'admin')]
  return { lender, drafter: await world.ctx(drafter), approver: await world.ctx(approver) }
}

async function seenOf(ctx: Ctx, id: string) {
  const [row] = await read(ctx, inner => inner.db.select({ code: rulePacks.code, version: rulePacks.version }).from(rulePacks).where(eq(rulePacks.id, id)))
  const view = await getPack(ctx, row?.code ?? '', row?.version ?? '')
  return { id, seen: view.own?.seen ?? '' }
}

/** A draft in which one more rule of caps allows nothing at all. */
async function strict(ctx: Ctx, effectiveFrom: string) {
  const { id, version } = await draftPack(ctx, { code: CODE })
  const { pack } = await getPack(ctx, CODE, version)
  const cap = pack.rules.find(rule => rule.test.kind === 'cap' && rule.applies.kinds?.includes('call'))
  if (!cap) throw new Error('the pack has no cap on calls')
  await saveDraft(ctx, { ...(await seenOf(ctx, id)), effectiveFrom, change: { edit: 'rule', id: cap.id, fields: { 'test.limit': '0' } } })
  await proposePack(ctx, await seenOf(ctx, id))
  return { id, version, rule: cap.id }
}

const note = 'The board wants no calls at all until the review is over.'
const refusal = (attempt: Promise<unknown>) => attempt.then(() => 'accepted', (error: unknown) => constraintOf(error) ?? String(error))
const eventsOf = async (ctx: Ctx, type: string) =>
  world.owner.db.select({ data: auditEvents.data }).from(auditEvents).where(and(eq(auditEvents.lenderId, ctx.actor.lenderId), eq(auditEvents.type, type)))
const queuedSweeps = (ctx: Ctx) =>
  world.owner.db.execute(sql`select 1 from pgboss.job where name = 'sweep.run' and data->>'sweep' = 'guard_floor' and data->>'lenderId' = ${ctx.actor.lenderId}`)

describe('a pack on its way', () => {
  it('is drafted below the shipped version, saved, proposed, published by another person, each step recorded', async () => {
    const { drafter, approver } = await scene()
    const { id, version, rule } = await strict(drafter, '2026-06-15')
    expect(version).toBe('1.1')
    await decidePack(approver, { ...(await seenOf(approver, id)), decision: 'publish', note })
    expect(await listPacks(approver)).toContainEqual(expect.objectContaining({ code: CODE, version: '1.1', status: 'published', isInEffect: true, isChosen: true }))
    const [saved] = await eventsOf(drafter, 'guard.pack_saved')
    expect(saved?.data).toMatchObject({ changes: [{ rule, change: 'changed', fields: { 'test.limit': [expect.any(String), '0'] } }] })
    const [published] = await eventsOf(drafter, 'guard.pack_published')
    expect(published?.data).toMatchObject({ instead: '1', version: '1.1', red: expect.arrayContaining([expect.stringContaining('cba')]) })
    expect(await queuedSweeps(approver)).toHaveLength(1)
  })

  it('takes effect on its day: real decisions, the floor, and not a day before', async () => {
    const { lender, drafter, approver } = await scene()
    const { id, rule } = await strict(drafter, '2026-06-16')
    await decidePack(approver, { ...(await seenOf(approver, id)), decision: 'publish', note })
    expect(await queuedSweeps(approver)).toHaveLength(0)
    const person = await world.borrower(lender.id)
    const found = await world.openCase(lender.id, person.id)
    const collector = await world.staff(lender.id, 'collector')
    const ask = (ctx: Ctx) =>
      transaction(ctx, inner => decideContact(inner, { borrowerId: person.id, caseId: found.id, kind: 'call', purpose: 'collection', contactPointId: person.phoneId, requestKey: newId() }))
    expect((await ask(await world.ctx(collector))).decision).toBe('allowed')
    const blocked = await ask(await world.ctx(collector, TOMORROW))
    expect(blocked.decision).toBe('blocked')
    expect(blocked.reasons.map(reason => reason.rule)).toContain(rule)
    const worker = connect(database.workerUrl, { max: 1 })
    const system = (now: Date) => openContext(worker.db, { kind: 'system', id: null, lenderId: lender.id }, now, 'test')
    expect(await refreshFloor(await system(NOON))).toEqual({ changed: 0 })
    expect(await refreshFloor(await system(TOMORROW))).toEqual({ changed: 1 })
    expect((await world.ctx(collector)).lender.policy.contactRules).toMatchObject({ attemptsPerNumberPerDay: 0 })
    await worker.close()
  })

  it('is copied once: a second draft waits for the first', async () => {
    const { drafter, approver } = await scene()
    const answers = await Promise.all([drafter, approver, drafter].map(ctx => refusal(draftPack(ctx, { code: CODE }))))
    expect(answers.filter(answer => answer === 'accepted')).toHaveLength(1)
    expect(answers.filter(answer => answer.includes('pack_draft_open'))).toHaveLength(2)
  })

  it('comes back with a reason and can be drafted again under the next number', async () => {
    const { drafter, approver } = await scene()
    const { id } = await strict(drafter, '2026-06-15')
    await decidePack(approver, { ...(await seenOf(approver, id)), decision: 'return', note: 'Say which article.' })
    expect(await draftPack(drafter, { code: CODE, fromVersion: '1.1' })).toMatchObject({ version: '1.2' })
  })
})

describe('the rules of a draft', () => {
  const both = (name: string, en: string, zh: string) => ({ [`${name}.en`]: en, [`${name}.zh_cn`]: zh })
  const fields = {
    ...both('text', 'Nobody is written to on the channel they left.', '不得通过已退订的渠道发送消息。'), ...both('lift', 'Use another channel.', '改用其他渠道。'),
    ...both('authority', 'The board', '董事会'), ...both('source', 'Minutes', '会议纪要'), mark: 'Q', severity: 'block', effectiveFrom: '2026-06-15', lastChecked: '2026-06-15', 'test.confirmationPasses.sent': '1',
  } // prettier-ignore

  it('are added, taken out with a reason, put back and published; each change is recorded with what it was', async () => {
    const { drafter, approver } = await scene()
    const { id, version } = await draftPack(drafter, { code: CODE })
    const view = () => getPack(drafter, CODE, version)
    const save = async (change: DraftEdit) => saveDraft(drafter, { ...(await seenOf(drafter, id)), change })
    const [first, second] = (await view()).pack.rules
    await save({ edit: 'add', id: 'channel_left', kind: 'opted_out', fields })
    await save({ edit: 'remove', id: first?.id ?? '', reason: 'Held by another pack.' })
    await save({ edit: 'remove', id: second?.id ?? '', reason: 'By mistake.' })
    await save({ edit: 'put_back', id: second?.id ?? '' })
    const { pack } = await view()
    expect(pack.rules.at(-2)).toMatchObject({ id: 'channel_left', authority: { en: 'The board', zh_cn: '董事会' }, test: { kind: 'opted_out', confirmationPasses: false } })
    expect(pack.rules.at(-1)?.id).toBe(second?.id)
    expect(pack.removed).toEqual([{ rule: first, reason: 'Held by another pack.' }])
    const events = await eventsOf(drafter, 'guard.pack_saved')
    expect(events.map(event => event.data)).toEqual(expect.arrayContaining([
      expect.objectContaining({ changes: [expect.objectContaining({ rule: 'channel_left', change: 'added' })] }),
      expect.objectContaining({ changes: [expect.objectContaining({ rule: first?.id, change: 'removed', reason: 'Held by another pack.' })] }),
    ])) // prettier-ignore
    await proposePack(drafter, await seenOf(drafter, id))
    await decidePack(approver, { ...(await seenOf(approver, id)), decision: 'publish', note })
    expect((await loadNamedPacks(approver, [`${CODE}@${version}`, CODE])).map(one => one.rules.length)).toEqual([pack.rules.length])
  })

  it('are refused by their field, and by everybody but the drafter', async () => {
    const { drafter, approver } = await scene()
    const { id } = await draftPack(drafter, { code: CODE })
    const key = await seenOf(drafter, id)
    const add = (change: object) => saveDraft(drafter, { ...key, change: { edit: 'add', id: 'channel_left', kind: 'opted_out', fields: { ...fields, ...change } } })
    await expect(add({ mark: 'U' })).rejects.toMatchObject({ details: { fields: { severity: 'unknown_facts_are_advice' } } })
    await expect(add({ 'text.zh_cn': '' })).rejects.toMatchObject({ details: { fields: { 'text.zh_cn': 'words_in_both_languages' } } })
    await expect(saveDraft(approver, { ...key, change: { edit: 'remove', id: 'quiet_hours', reason: 'Not mine to take.' } })).rejects.toMatchObject({ code: 'forbidden' })
    const twice = await Promise.allSettled([add({}), add({})])
    expect(twice.map(one => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  it('of another lender are not asked by their number', async () => {
    const { drafter } = await scene()
    const { version } = await draftPack(drafter, { code: CODE })
    expect(await loadNamedPacks((await scene()).drafter, [`${CODE}@${version}`])).toEqual([])
    const collector = await world.ctx(await world.staff(drafter.actor.lenderId, 'collector'))
    await expect(loadNamedPacks(collector, [`${CODE}@${version}`])).rejects.toMatchObject({ code: 'forbidden' })
    expect(await loadNamedPacks(collector, [CODE, `${CODE}@1`])).toEqual([])
  })
})

describe('what is refused', () => {
  it('approving what one drafted or proposed, by command and by raw statement', async () => {
    const { drafter, approver } = await scene()
    const { id, version } = await draftPack(drafter, { code: CODE })
    await proposePack(approver, await seenOf(approver, id))
    for (const ctx of [drafter, approver]) {
      await expect(decidePack(ctx, { ...(await seenOf(ctx, id)), decision: 'publish', note })).rejects.toMatchObject({ message: 'pack_own_approval' })
      const statement = sql`update rule_packs set status = 'published', decided_by = ${ctx.actor.id}, decided_at = now() where id = ${id}`
      expect(await refusal(transaction(ctx, inner => inner.db.execute(statement)))).toContain('pack_own_approval')
    }
    expect((await getPack(drafter, CODE, version)).line.status).toBe('proposed')
  })

  it('changing a published body, even as raw statements of the app role', async () => {
    const { drafter, approver } = await scene()
    const { id } = await strict(drafter, '2026-06-15')
    await decidePack(approver, { ...(await seenOf(approver, id)), decision: 'publish', note })
    for (const statement of [
      sql`update rule_packs set body = '{}' where id = ${id}`,
      sql`update rule_packs set effective_from = '2026-01-01' where id = ${id}`,
      sql`update rule_packs set drafted_by = ${approver.actor.id} where id = ${id}`,
      sql`delete from rule_packs where id = ${id}`,
    ]) {
      expect(await refusal(transaction(approver, inner => inner.db.execute(statement)))).not.toBe('accepted')
    }
    await expect(saveDraft(drafter, { ...(await seenOf(drafter, id)), effectiveFrom: '2026-07-01' })).rejects.toMatchObject({ code: 'conflict' })
  })

  it('publishing over red examples without a note of substance', async () => {
    const { drafter, approver } = await scene()
    const { id } = await strict(drafter, '2026-06-15')
    await expect(decidePack(approver, { ...(await seenOf(approver, id)), decision: 'publish', note: 'Fine.' })).rejects.toMatchObject({
      details: { fields: { note: 'pack_red_needs_note' } },
    })
  })

  it('an old screen, a draft of somebody else, a start that has passed, an unknown rule', async () => {
    const { drafter, approver } = await scene()
    const { id, version } = await draftPack(drafter, { code: CODE })
    const old = await seenOf(drafter, id)
    await expect(saveDraft(approver, { ...old, effectiveFrom: '2026-07-01' })).rejects.toMatchObject({ code: 'forbidden' })
    await saveDraft(drafter, { ...old, effectiveFrom: '2026-07-01' })
    await expect(saveDraft(drafter, { ...old, effectiveFrom: '2026-08-01' })).rejects.toMatchObject({ message: 'pack_changed_meanwhile' })
    const now = await seenOf(drafter, id)
    await expect(saveDraft(drafter, { ...now, effectiveFrom: '2026-06-14' })).rejects.toMatchObject({ details: { fields: { effectiveFrom: 'date_in_the_past' } } })
    await expect(saveDraft(drafter, { ...now, change: { edit: 'rule', id: 'no_such', fields: {} } })).rejects.toMatchObject({ code: 'invalid' })
    const { pack } = await getPack(drafter, CODE, version)
    await expect(saveDraft(drafter, { ...now, change: { edit: 'body', body: { ...pack, version: '9' } } })).rejects.toMatchObject({ details: { fields: { code: 'pack_identity_fixed' } } })
    await expect(draftPack(drafter, { code: 'house' })).rejects.toMatchObject({ code: 'rule_violation' })
  })

  it('other lenders and other roles', async () => {
    const { drafter } = await scene()
    const other = await scene()
    const collector = await world.ctx(await world.staff(drafter.actor.lenderId, 'collector'))
    const { id, version } = await draftPack(drafter, { code: CODE })
    const key = await seenOf(drafter, id)
    await expect(proposePack(other.drafter, key)).rejects.toMatchObject({ code: 'not_found' })
    await expect(saveDraft(other.drafter, { ...key, effectiveFrom: '2026-07-01' })).rejects.toMatchObject({ code: 'not_found' })
    await expect(decidePack(other.approver, { ...key, decision: 'publish', note })).rejects.toMatchObject({ code: 'not_found' })
    await expect(getPack(other.drafter, CODE, version)).rejects.toMatchObject({ code: 'not_found' })
    await expect(draftPack(drafter, { code: 'no-such-pack' })).rejects.toMatchObject({ code: 'not_found' })
    const attempts = [draftPack(collector, { code: CODE }), saveDraft(collector, key), proposePack(collector, key), decidePack(collector, { ...key, decision: 'publish', note }), listPacks(collector)]
    for (const attempt of await Promise.allSettled(attempts)) expect(attempt).toMatchObject({ status: 'rejected', reason: { code: 'forbidden' } })
  })
})
