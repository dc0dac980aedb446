import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cases, searchTokens } from '@/db/schema'
import { findBorrowers } from '../borrowers/queries'
import { searchTokensOf } from '../borrowers/search'
import { addDays, addHours } from '../dates'
import { startHold } from '../holds/commands'
import { cents } from '../money'
import { decideDuePromises } from '../promises/commands'
import { takePromise } from '../promises/taking-commands'
import { useDatabase } from '../testing/database'
import { deskScene, refusalOf } from '../testing/desk-scene'
import { NOON, openWorld, type World } from '../testing/world'
import { countExceptions, listExceptionCases, listTeam } from './control-queries'
import { EXCEPTIONS } from './exceptions'
import { getOverview } from './overview-queries'
import { getTimeline } from './timeline-queries'
import { addNote } from './work-commands'

const database = useDatabase()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

it('counts what needs an eye, and each count opens the same cases', async () => {
  const scene = await deskScene(world)
  const { key, lender, ctx } = scene
  await startHold(ctx, { ...key, reason: 'illness', sourceId: null, endsAt: addHours(NOON, 71) })
  const supervisor = await world.staff(lender.id, 'supervisor')
  const now = await world.ctx(supervisor)
  expect(await countExceptions(now)).toEqual({
    holds_ending: 1,
    promises_broken: 0,
    untouched: 0,
    decisions_late: 0,
    approvals: 0,
  })
  for (const name of EXCEPTIONS)
    expect((await listExceptionCases(now, name, null)).rows).toHaveLength((await countExceptions(now))[name])
  const stranger = await world.ctx(await world.staff((await world.lender()).id, 'supervisor'))
  expect((await listExceptionCases(stranger, 'holds_ending', null)).rows).toEqual([])
  expect(await refusalOf(countExceptions(ctx))).toBe('forbidden')
})

it('sees the promise that broke today, and the case nobody touched for a week', async () => {
  const scene = await deskScene(world)
  const promise = {
    ...scene.key,
    amountCents: cents(100_000),
    dueOn: addDays(scene.ctx.today, 2),
    contactId: null,
    toldOfLimitation: false,
  }
  await takePromise(scene.ctx, promise)
  const later = addHours(NOON, 24 * 8)
  await decideDuePromises(await world.systemCtx(scene.lender.id, later))
  const supervisor = await world.staff(scene.lender.id, 'supervisor')
  const counts = await countExceptions(await world.ctx(supervisor, later))
  expect(counts).toMatchObject({ promises_broken: 1, untouched: 1 })
})

it('shows the load of each person and of the pool', async () => {
  const scene = await deskScene(world)
  await world.owner.db.update(cases).set({ ownerId: scene.collector.id }).where(eq(cases.id, scene.caseId))
  const person = await world.borrower(scene.lender.id)
  await world.openCase(scene.lender.id, person.id, { dueCents: 5000 })
  const supervisor = await world.ctx(await world.staff(scene.lender.id, 'supervisor'))
  const team = await listTeam(supervisor)
  expect(team.find(row => row.id === scene.collector.id)).toMatchObject({ open: 1, waiting: 1 })
  expect(team.at(-1)).toMatchObject({ id: null, open: 1, dueCents: 5000 })
})

it('finds people for compliance only, inside the lender', async () => {
  const scene = await deskScene(world)
  const tokens = searchTokensOf(scene.lender.id, { name: '王小明', numbers: [], phones: [] })
  await world.owner.db
    .insert(searchTokens)
    .values(tokens.map(token => ({ lenderId: scene.lender.id, token, borrowerId: scene.person.id })))
  const compliance = await world.ctx(await world.staff(scene.lender.id, 'compliance'))
  expect((await findBorrowers(compliance, '小明')).map(found => found.name)).toEqual(['王小明'])
  expect(await refusalOf(findBorrowers(scene.ctx, '小明'))).toBe('forbidden')
  const stranger = await world.ctx(await world.staff((await world.lender()).id, 'compliance'))
  expect(await findBorrowers(stranger, '小明')).toEqual([])
})

it('gives an overview and a timeline that pages without losing an entry', async () => {
  const scene = await deskScene(world)
  for (let minute = 0; minute < 45; minute++) {
    await addNote(await world.ctx(scene.collector, addHours(NOON, minute)), { ...scene.key, body: `note ${minute}` })
  }
  const overview = await getOverview(scene.ctx, scene.person.id, scene.caseId)
  expect(overview.advice.action).toBe('call')
  expect(overview.view).toMatchObject({ dpd: 14, bucket: 'M1', figuresOn: scene.ctx.today })
  const first = await getTimeline(scene.ctx, scene.person.id, scene.caseId, null)
  const second = await getTimeline(scene.ctx, scene.person.id, scene.caseId, first.nextCursor)
  const notes = [...first.entries, ...second.entries].filter(entry => entry.entry === 'note')
  expect(first.entries).toHaveLength(40)
  expect(new Set(notes.map(note => note.id)).size).toBe(45)
  const stranger = await deskScene(world)
  expect(await refusalOf(getOverview(stranger.ctx, scene.person.id, scene.caseId))).toBe('not_found')
  expect((await getTimeline(stranger.ctx, scene.person.id, scene.caseId, null)).entries).toEqual([])
})
