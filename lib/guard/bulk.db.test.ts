import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guardDecisions } from '@/db/schema'
import { newId } from '../clock'
import { constraintOf } from '../constraints'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { useDatabase } from '../testing/database'
import { guardBook } from '../testing/guard-book'
import { NOON, openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { previewMany } from './bulk-queries'
import { decideContact, decideMany, type DecideContact, type Decision } from './commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

type Book = Awaited<ReturnType<typeof guardBook>>
const NIGHT = addHours(NOON, 10)

/** Everybody twice by text, then once by telephone: the second text meets what the first has taken. */
const plan = (book: Book): DecideContact[] =>
  (['sms', 'sms', 'call'] as const).flatMap((kind, turn) =>
    book.people.map(({ id, phoneId, caseId, circumstance }) => ({ borrowerId: id, caseId, kind, purpose: 'collection', contactPointId: phoneId, requestKey: `${turn}:${circumstance}` })),
  )

const shown = ({ decision, reasons, nextPermittedAt }: Decision) => ({ decision, rules: reasons.map(reason => reason.rule), nextPermittedAt: nextPermittedAt?.toISOString() ?? null })
const oneByOne = (ctx: Ctx, planned: DecideContact[]) =>
  planned.reduce<Promise<Decision[]>>(async (before, one) => [...(await before), await transaction(ctx, ctx => decideContact(ctx, one))], Promise.resolve([]))
const stored = (borrowerId: string) => world.owner.db.select().from(guardDecisions).where(eq(guardDecisions.borrowerId, borrowerId)).orderBy(guardDecisions.requestKey)

describe('decideMany', () => {
  it.each([NOON, NIGHT])('answers as one by one over a mixed book at %s', async now => {
    const [mine, theirs] = [await guardBook(world), await guardBook(world)]
    const singly = await oneByOne(await world.systemCtx(mine.lender.id, now), plan(mine))
    const many = await decideMany(await world.systemCtx(theirs.lender.id, now), plan(theirs))
    expect(many.map(shown)).toEqual(singly.map(shown))
    if (now === NOON) expect(new Set(many.map(one => one.decision))).toEqual(new Set(['allowed', 'blocked']))
    for (const [i, { id, circumstance }] of mine.people.entries()) {
      const [one, other] = [await stored(id), await stored(theirs.people[i]?.id ?? '')]
      const kept = ({ decision, packs, actorKind, decidedAt, nextPermittedAt, givenReason, facts }: (typeof one)[number]) => ({ decision, packs, actorKind, decidedAt, nextPermittedAt, givenReason, keys: Object.keys(facts as object) })
      expect(other.map(kept), circumstance).toEqual(one.map(kept))
    }
  })

  it('is the same decision for the same key, and refuses the key for something else', async () => {
    const book = await guardBook(world)
    const ctx = await world.systemCtx(book.lender.id)
    const first = await decideMany(ctx, plan(book))
    const again = await decideMany(ctx, plan(book))
    expect(again.map(one => one.decisionId)).toEqual(first.map(one => one.decisionId))
    const [other] = plan(book)
    await expect(decideMany(ctx, other ? [{ ...other, kind: 'email' }] : [])).rejects.toMatchObject({ code: 'conflict' })
  })

  it('lets the cap through once when runs, and single callers, meet on the same people', async () => {
    const book = await guardBook(world)
    const ctx = await world.systemCtx(book.lender.id)
    const texts = () => plan(book).filter(one => one.kind === 'sms').map(one => ({ ...one, requestKey: newId() }))
    const person = book.find('plain')
    const single = () =>
      transaction(ctx, ctx => decideContact(ctx, { borrowerId: person.id, caseId: null, kind: 'sms', purpose: 'collection', contactPointId: person.phoneId, requestKey: newId() }))
    await Promise.all([decideMany(ctx, texts()), decideMany(ctx, texts().reverse()), decideMany(ctx, texts()), single(), single()])
    const allowed = await world.owner.db.execute<{ count: number }>(
      sql`select count(*)::int as count from guard_decisions where lender_id = ${book.lender.id} and decision = 'allowed' and kind = 'sms' group by borrower_id`,
    )
    expect(allowed.length).toBeGreaterThan(3)
    expect(allowed.every(row => row.count === 1)).toBe(true)
  })

  it('is for the system and machines, and knows nobody of another lender', async () => {
    const book = await guardBook(world)
    const collector = await world.staff(book.lender.id, 'collector')
    await expect(decideMany(await world.ctx(collector), plan(book))).rejects.toMatchObject({ code: 'forbidden' })
    const other = await world.lender()
    await expect(decideMany(await world.systemCtx(other.id), plan(book))).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('the database', () => {
  const refusal = (ctx: Ctx, statement: ReturnType<typeof sql>) =>
    transaction(ctx, ctx => ctx.db.execute(statement)).then(
      rows => rows,
      (error: unknown) => constraintOf(error) ?? (error instanceof Error ? error.message : 'unknown'),
    )
  const facts = JSON.stringify(Array(10).fill({}))
  const packs = sql`array['house@1', 'cn-gbt-45251-2025@1', 'cn-cba-2026@1']`
  const rows = (...people: { id: string; phoneId: string }[]) =>
    JSON.stringify(people.map(({ id, phoneId }) => ({ borrower: id, id: newId(), kind: 'sms', purpose: 'collection', point: phoneId, request_key: newId(), reasons: [] })))

  it('checks again what the caller says is free of objections', async () => {
    const book = await guardBook(world)
    const ctx = await world.systemCtx(book.lender.id)
    const people = (['plain', 'held', 'in_plan', 'refused', 'no_texts', 'invalid', 'third_person', 'asleep'] as const).map(book.find)
    const answers = await transaction(ctx, ctx =>
      ctx.db.execute<{ borrower_id: string; decision: string; reasons: { rule: string }[] }>(sql`select * from guard_decide_many(${NOON.toISOString()}::timestamptz, ${packs}, ${rows(...people)}::jsonb, ${facts}::jsonb)`),
    )
    const said = people.map(({ id }) => answers.find(answer => answer.borrower_id === id)?.reasons.map(reason => reason.rule).join() ?? '')
    expect(said).toEqual(['', 'hold', 'plan_in_force', 'number_refused', 'opted_out', 'number_invalid', 'third_person', 'quiet_hours'])
    expect(answers.filter(answer => answer.decision === 'allowed')).toHaveLength(1)
  })

  it('refuses a missing pack, a person twice, another lender’s person and another moment', async () => {
    const book = await guardBook(world)
    const ctx = await world.systemCtx(book.lender.id)
    const person = book.find('plain')
    const ask = (given: ReturnType<typeof sql>, body: string) => refusal(ctx, sql`select * from guard_decide_many(${NOON.toISOString()}::timestamptz, ${given}, ${body}::jsonb, ${facts}::jsonb)`)
    expect(await ask(sql`array['house@1']`, rows(person))).toBe('guard_decisions_packs_check')
    expect(await ask(packs, rows(person, person))).toBe('guard_decide_many_once_check')
    const other = await world.lender()
    expect(await ask(packs, rows(await world.borrower(other.id)))).not.toBeInstanceOf(Array)
    await world.owner.db.execute(sql`update guard_clock set is_free = false`)
    expect(await ask(packs, rows(person))).toBe('guard_clock_now_check')
    await world.owner.db.execute(sql`update guard_clock set is_free = true`)
    expect(await refusal(ctx, sql`insert into guard_decisions select * from guard_decisions`)).toContain('Failed query')
  })
})

describe('previewMany', () => {
  it('counts by outcome and leading rule, and writes nothing', async () => {
    const book = await guardBook(world)
    const ctx = await world.systemCtx(book.lender.id)
    const to = [...book.people, book.find('plain')].map(({ id, phoneId }) => ({ borrowerId: id, contactPointId: phoneId }))
    const preview = await previewMany(ctx, { kind: 'sms', purpose: 'collection', to })
    const before = await stored(book.find('plain').id)
    const decided = await decideMany(ctx, to.map(({ borrowerId, contactPointId }) => ({ borrowerId, contactPointId, caseId: null, kind: 'sms', purpose: 'collection', requestKey: newId() })))
    expect(before).toEqual([])
    expect(preview).toMatchObject({ total: to.length, allowed: decided.filter(one => one.decision === 'allowed').length, needsReason: 0 })
    expect(preview.rules).toContainEqual(expect.objectContaining({ rule: 'hold_hardship', count: 2 }))
    expect(preview.rules).toContainEqual(expect.objectContaining({ rule: 'messages_per_day', count: 2 }))
    expect(preview.rules.reduce((sum, { count }) => sum + count, 0)).toBe(preview.blocked)
  })
})
