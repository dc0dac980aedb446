import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, circumstances } from '@/db/schema'
import { newId } from '../clock'
import { constraintOf } from '../constraints'
import type { Role } from '../context'
import { addHours, localDate } from '../dates'
import { previewContact } from '../guard/queries'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { endCircumstance, recordCircumstance } from './commands'
import { RecordCircumstance } from './input'
import { toToken } from '../url-token'
import { getCircumstances } from './queries'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

async function scene(options: Parameters<World['lender']>[0] = {}) {
  const desk = await deskScene(world, options)
  const as = async (role: Role, now = NOON) => world.ctx(await world.staff(desk.lender.id, role), now)
  const call = async () => {
    const [answer] = await previewContact(desk.ctx, desk.person.id, [{ kind: 'call', purpose: 'collection', contactPointId: desk.person.phoneId }])
    return [answer?.decision, ...(answer?.reasons.map(reason => reason.rule) ?? [])]
  }
  return { ...desk, as, call }
}
type Scene = Awaited<ReturnType<typeof scene>>

const form = ({ key }: Pick<Scene, 'key'>, kind: string, more: object = {}) => {
  const { token, ...rest } = RecordCircumstance.parse({
    token: toToken(key.borrowerId, key.caseId),
    circumstanceId: newId(),
    kind,
    sinceOn: '2026-06-15',
    basis: 'said so on the phone',
    ...more,
  })
  return { ...token, ...rest }
}
const lawyer = { name: '李律师', contact: '010-6666' }

describe('recording', () => {
  it('closes the call at once, is said on the page, and opens it again when it is over', async () => {
    const one = await scene()
    expect(await one.call()).toEqual(['allowed'])
    await recordCircumstance(one.ctx, form(one, 'attorney', lawyer))
    expect(await one.call()).toEqual(['blocked', 'attorney'])
    const supervisor = await one.as('supervisor')
    const { running, mayRecord } = await getCircumstances(supervisor, one.person.id)
    expect(running).toMatchObject([{ kind: 'attorney', parts: [{ part: 'name', value: '李律师' }, { part: 'contact', value: '010-6666' }], basis: 'said so on the phone', recordedBy: '测试员', mayEnd: true }])
    expect(mayRecord).toContain('agreed_times')
    await endCircumstance(supervisor, { ...one.key, circumstanceId: running[0]?.id ?? '', reason: 'mandate withdrawn' })
    expect(await one.call()).toEqual(['allowed'])
    expect((await getCircumstances(supervisor, one.person.id)).over).toMatchObject([{ ended: { reason: 'mandate withdrawn' } }])
    const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, one.person.id))
    expect(events.map(event => event.type)).toEqual(expect.arrayContaining(['circumstance.recorded', 'circumstance.ended']))
    expect(JSON.stringify(events)).not.toContain('李律师')
  })

  it('is once for one id, and one of a kind at a time, but for agreed times', async () => {
    const one = await scene()
    const death = form(one, 'death')
    await Promise.all([recordCircumstance(one.ctx, death), recordCircumstance(one.ctx, death)])
    expect(await refusalOf(recordCircumstance(one.ctx, form(one, 'death')))).toBe('circumstance_already_recorded')
    for (const from of ['20:00', '06:00']) await recordCircumstance(one.ctx, form(one, 'agreed_times', { from, to: '23:00' }))
    expect((await getCircumstances(one.ctx, one.person.id)).running.map(({ kind }) => kind).sort()).toEqual(['agreed_times', 'agreed_times', 'death'])
  })

  it('lets the later one in when ten record the same at once', async () => {
    const one = await scene()
    const answers = await Promise.all(Array.from({ length: 10 }, () => refusalOf(recordCircumstance(one.ctx, form(one, 'insolvency')))))
    expect(answers.filter(answer => answer === 'accepted')).toHaveLength(1)
  })

  it('gives way once its time is over', async () => {
    const one = await scene()
    await recordCircumstance(one.ctx, form(one, 'attorney', { ...lawyer, untilOn: '2026-06-20' }))
    const later = await world.ctx(one.collector, addHours(NOON, 24 * 7))
    expect((await getCircumstances(later, one.person.id)).running).toEqual([])
    await recordCircumstance(later, form(one, 'attorney', { ...lawyer, sinceOn: '2026-06-21' }))
    expect((await getCircumstances(later, one.person.id)).over).toMatchObject([{ ended: { reason: 'time_over' } }])
  })

  it.each<[string, string, object, string]>([
    ['a lawyer without a name', 'attorney', { contact: '010' }, 'name'],
    ['hours that are none', 'agreed_times', { from: '20:00', to: '25:00' }, 'to'],
    ['hours that begin and end together', 'agreed_times', { from: '20:00', to: '20:00' }, 'to'],
    ['a breathing space of no kind', 'breathing_space', {}, 'space'],
    ['a beginning that lies ahead', 'death', { sinceOn: localDate('2026-06-16') }, 'sinceOn'],
    ['an end that has passed', 'cease', { untilOn: localDate('2026-06-14') }, 'untilOn'],
    ['a card number', 'death', { basis: 'card 4111 1111 1111 1111' }, 'basis'],
  ])('refuses %s', async (_name, kind, more, field) => {
    const one = await scene()
    await expect(recordCircumstance(one.ctx, form(one, kind, more))).rejects.toMatchObject({ code: 'invalid', details: { fields: { [field]: expect.any(String) } } })
  })

  it('is for those who meet people, and what opens a rule for a supervisor or compliance', async () => {
    const one = await scene()
    for (const role of ['legal_officer', 'admin'] as const) expect(await refusalOf(recordCircumstance(await one.as(role), form(one, 'death')))).toBe('forbidden')
    const notice = form(one, 'validation_notice', { periodEndsOn: '2026-07-20' })
    expect(await refusalOf(recordCircumstance(one.ctx, notice))).toBe('forbidden')
    await recordCircumstance(await one.as('compliance'), notice)
    const stranger = await scene()
    expect(await refusalOf(recordCircumstance(stranger.ctx, form(one, 'death')))).toBe('not_found')
    expect((await getCircumstances(stranger.ctx, one.person.id)).running).toEqual([])
    expect(await refusalOf(recordCircumstance(one.ctx, form(one, 'death', { documentId: newId() })))).toBe('not_found')
  })
})

describe('ending', () => {
  it('is the recorder’s on the same day, a supervisor’s ever after, and said once', async () => {
    const one = await scene()
    const cease = form(one, 'cease', { isWritten: 'yes' })
    await recordCircumstance(one.ctx, cease)
    const end = { ...one.key, circumstanceId: cease.circumstanceId, reason: 'recorded for the wrong person' }
    expect(await refusalOf(endCircumstance(await one.as('collector'), end))).toBe('forbidden')
    expect(await refusalOf(endCircumstance(await world.ctx(one.collector, addHours(NOON, 24)), end))).toBe('forbidden')
    const stranger = await scene()
    expect(await refusalOf(endCircumstance(await stranger.as('supervisor'), end))).toBe('not_found')
    await endCircumstance(one.ctx, end)
    await endCircumstance(one.ctx, { ...end, reason: 'and again' })
    const [row] = await world.owner.db.select().from(circumstances).where(eq(circumstances.id, cease.circumstanceId))
    expect(row?.endedReason).toBe('recorded for the wrong person')
  })

  it('cannot be undone, nor the record changed or removed, by SQL of the app', async () => {
    const one = await scene()
    const death = form(one, 'death')
    await recordCircumstance(one.ctx, death)
    await endCircumstance(one.ctx, { ...one.key, circumstanceId: death.circumstanceId, reason: 'mistaken identity' })
    const attempt = (work: (ctx: typeof one.ctx) => Promise<unknown>) =>
      transaction(one.ctx, work).then(
        () => 'accepted',
        (error: unknown) => constraintOf(error) ?? (error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error)),
      )
    const mine = eq(circumstances.id, death.circumstanceId)
    expect(await attempt(ctx => ctx.db.update(circumstances).set({ endedAt: null, endedBy: null, endedReason: null }).where(mine))).toBe('circumstances_said_once_check')
    expect(await attempt(ctx => ctx.db.update(circumstances).set({ kind: 'found' }).where(mine))).toContain('permission denied')
    expect(await attempt(ctx => ctx.db.delete(circumstances).where(mine))).toContain('permission denied')
  })
})
