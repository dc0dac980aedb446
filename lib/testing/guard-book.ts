import { sql } from 'drizzle-orm'
import { cases, circumstances as circumstancesOnFile, contactPoints, contacts, hardshipApplications, holds } from '@/db/schema'
import { newId } from '../clock'
import { addHours } from '../dates'
import { decideContact } from '../guard/commands'
import { housePolicy } from '../guard/house-policy'
import { transaction } from '../transaction'
import { NOON, testPolicy, type World } from './world'

const circumstances = ['plain', 'held', 'hold_ends_soon', 'in_plan', 'refused', 'no_texts', 'invalid', 'third_person', 'asleep', 'capped', 'called', 'in_need', 'replied', 'case_closed', 'represented', 'ceased', 'dead', 'insolvent', 'late_riser', 'in_breathing_space', 'disputing'] as const
export type Circumstance = (typeof circumstances)[number]
export type BookPerson = { circumstance: Circumstance; id: string; phoneId: string; caseId: string; lenderId: string }

/** A lender that lets one text a day go to a person, and one borrower in each circumstance a guard must see. */
export async function guardBook(world: World) {
  const lender = await world.lender({ policy: { guard: { ...testPolicy.guard, ...housePolicy, messagesPerDay: 1 } } })
  const people: BookPerson[] = []
  for (const circumstance of circumstances) people.push(await makePerson(world, lender.id, circumstance))
  const find = (circumstance: Circumstance): BookPerson => {
    const found = people.find(person => person.circumstance === circumstance)
    if (!found) throw new Error(`nobody is ${circumstance}`)
    return found
  }
  return { lender, people, find }
}

async function makePerson(world: World, lenderId: string, circumstance: Circumstance): Promise<BookPerson> {
  const { id, phoneId } = await world.borrower(lenderId, circumstance === 'asleep' ? { timeZone: 'America/New_York' } : {})
  const found = await world.openCase(lenderId, id)
  const person = { circumstance, id, phoneId, caseId: found.id, lenderId }
  await befall[circumstance](world, person)
  return person
}

const onPoint = (change: Partial<typeof contactPoints.$inferInsert>) => async (world: World, { phoneId }: BookPerson) =>
  void (await world.owner.db.update(contactPoints).set(change).where(sql`id = ${phoneId}`))

const hold = (hours: number) => async (world: World, { id, caseId, lenderId }: BookPerson) =>
  void (await world.owner.db.insert(holds).values({ borrowerId: id, id: newId(), lenderId, caseId, reason: 'hardship', startsAt: addHours(NOON, -1), endsAt: addHours(NOON, hours) }))

const taken = (kind: 'sms' | 'call', times: number) => async (world: World, { id, phoneId, caseId, lenderId }: BookPerson) => {
  for (let time = 0; time < times; time++) {
    const ctx = await world.systemCtx(lenderId, addHours(NOON, time - 3))
    const action = { kind, purpose: 'collection', contactPointId: phoneId } as const
    await transaction(ctx, ctx => decideContact(ctx, { borrowerId: id, caseId, ...action, requestKey: newId() }))
  }
}

const known = (kind: string, detail: Record<string, unknown> = {}) => async (world: World, { id, lenderId }: BookPerson) =>
  void (await world.owner.db.insert(circumstancesOnFile).values({ borrowerId: id, id: newId(), lenderId, kind, since: addHours(NOON, -72), detail, basis: 'told by phone', recordedBy: newId(), recordedAt: addHours(NOON, -70) }))

const befall: Record<Circumstance, (world: World, person: BookPerson) => Promise<void>> = {
  plain: async () => undefined,
  held: hold(24 * 30),
  hold_ends_soon: hold(2),
  in_plan: async (world, { id, caseId, lenderId }) => {
    await world.owner.db.execute(sql`insert into plans (borrower_id, id, lender_id, case_id, loan_ids, number, status, kind, currency, terms, totals, total_cents,
        instalment_count, first_due_on, last_due_on, grace_days, proposed_by, created_at)
      values (${id}, ${newId()}, ${lenderId}, ${caseId}, '{}', ${newId()}, 'active', 'extension', 'CNY', '{}', '{}', 100, 1, '2026-07-01', '2026-07-01', 3, ${newId()}, ${NOON.toISOString()})`)
  },
  refused: onPoint({ consent: 'refused' }),
  no_texts: onPoint({ messagesStoppedAt: addHours(NOON, -100) }),
  invalid: onPoint({ validity: 'invalid' }),
  third_person: onPoint({ relation: 'spouse', personName: '李某' }),
  asleep: async () => undefined,
  capped: taken('sms', 1),
  called: taken('call', 3),
  in_need: async (world, { id, caseId, lenderId }) => {
    const at = addHours(NOON, -48)
    await world.owner.db
      .insert(hardshipApplications)
      .values({ borrowerId: id, id: newId(), lenderId, caseId, number: newId(), status: 'declined', channel: 'desk', needs: ['written_only', 'more_time'], startedAt: at, changedAt: at })
  },
  replied: async (world, { id, phoneId, caseId, lenderId }) => {
    await world.owner.db
      .insert(contacts)
      .values({ borrowerId: id, id: newId(), lenderId, caseId, direction: 'in', kind: 'call', purpose: 'reply', contactPointId: phoneId, occurredAt: addHours(NOON, -30), actorKind: 'staff', outcome: 'PTP' })
  },
  represented: known('attorney', { name: '李律师', contact: '010-1234' }),
  ceased: known('cease', { isWritten: true }),
  dead: known('death'),
  insolvent: known('insolvency'),
  late_riser: known('agreed_times', { from: '20:00', to: '23:00' }),
  in_breathing_space: known('breathing_space', { space: 'standard', treatmentEndedAt: null }),
  disputing: async (world, person) => {
    await known('written_dispute')(world, person)
    await known('validation_notice', { periodEndsOn: '2026-07-10' })(world, person)
    await known('do_not_visit')(world, person)
    await known('found')(world, person)
    await known('identity_verified')(world, person)
  },
  case_closed: async (world, { caseId }) => void (await world.owner.db.update(cases).set({ status: 'closed', queue: 'closed' }).where(sql`id = ${caseId}`)),
}
