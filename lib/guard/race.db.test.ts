import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startCall } from '../contacts/commands'
import { newId } from '../clock'
import type { ApiActor } from '../context'
import { useDatabase } from '../testing/database'
import { placedWith } from '../testing/placed'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { decideContact, decideMany } from './commands'
import { takeDecision } from './machine-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const CALLERS = 1000

it('lets exactly the cap through when a thousand staff, robots, agencies and runs of the system ask at once', { timeout: 120_000 }, async () => {
  const lender = await world.lender()
  const person = await world.borrower(lender.id)
  const { id: caseId } = await world.openCase(lender.id, person.id)
  const robot: ApiActor = { kind: 'api', id: newId(), lenderId: lender.id, scopes: ['guard:decide'] }
  const [staff, machine, system] = [await world.ctx(await world.staff(lender.id, 'collector')), await world.ctx(robot), await world.systemCtx(lender.id)]
  const { agency } = await placedWith(world, lender.id, { borrowerId: person.id, caseId })
  const call = () => ({ borrowerId: person.id, caseId, kind: 'call', purpose: 'collection', contactPointId: person.phoneId, requestKey: newId() }) as const
  const callers = [
    async () => ((await startCall(staff, { borrowerId: person.id, caseId, contactPointId: person.phoneId, requestKey: newId() })).outcome === 'started' ? 'allowed' : 'blocked'),
    async () => (await takeDecision(machine, { borrowerNumber: `B-${person.id.slice(-12)}`, kind: 'call', number: person.phone }, newId())).decision.decision,
    async () => (await takeDecision(agency, { borrowerNumber: `B-${person.id.slice(-12)}`, kind: 'call', number: person.phone }, newId())).decision.decision,
    async () => (await transaction(system, ctx => decideContact(ctx, call()))).decision,
    async () => (await decideMany(system, [call()]))[0]?.decision ?? 'none',
  ]
  const answers = await Promise.all(Array.from({ length: CALLERS }, (_, i) => (callers[i % callers.length] ?? (() => Promise.resolve('none')))()))
  expect(answers.filter(answer => answer === 'allowed')).toHaveLength(3)
  expect(answers.filter(answer => answer === 'blocked')).toHaveLength(CALLERS - 3)
  const [stored] = await world.owner.db.execute<{ allowed: number; all: number }>(
    sql`select count(*) filter (where decision = 'allowed')::int as allowed, count(*)::int as all from guard_decisions where borrower_id = ${person.id} and kind = 'call'`,
  )
  expect(stored).toEqual({ allowed: 3, all: CALLERS })
})
