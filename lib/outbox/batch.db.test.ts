import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, cases, contacts, messages } from '@/db/schema'
import { newId } from '../clock'
import { addHours } from '../dates'
import { performJobs } from '../jobs/perform'
import { useDatabase } from '../testing/database'
import { guardBook } from '../testing/guard-book'
import { NOON, openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { sendMessages, type MessageKey } from './batch-commands'
import { queueMessage } from './commands'
import { previewDueMessages } from './due-queries'
import { sendMessage } from './send-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const NIGHT = addHours(NOON, 10)
const VALUES = { amount: '¥1,000.00', days: '3', date: '2026-06-12', until: '2026-06-22', contract: 'AH-1' }
type Book = Awaited<ReturnType<typeof guardBook>>

/** A text about the debt to everybody, a second one that a day's cap stops, a receipt, and one that is meant for tomorrow. */
async function queueAll(book: Book, now = NOON): Promise<MessageKey[]> {
  const ctx = await world.systemCtx(book.lender.id, now)
  const keys: MessageKey[] = []
  for (const [code, sendAfter] of [['overdue_notice'], ['overdue_notice'], ['payment_received'], ['overdue_notice', addHours(now, 24)]] as const)
    for (const { id: borrowerId, caseId } of book.people) {
      const { messageId } = await queueMessage(ctx, { borrowerId, caseId, templateCode: code, kind: 'sms', values: VALUES, uniqueKey: newId(), sendAfter })
      keys.push({ borrowerId, messageId: messageId ?? '' })
    }
  return keys
}

const rowsOf = (book: Book) => world.owner.db.select().from(messages).where(eq(messages.lenderId, book.lender.id)).orderBy(messages.createdAt, messages.id)
const contactsOf = (book: Book) => world.owner.db.select().from(contacts).where(sql`lender_id = ${book.lender.id} and direction = 'out'`)
const count = (book: Book, what: ReturnType<typeof sql>) =>
  world.owner.db.execute<{ name: string; count: number }>(what).then(rows => rows.map(row => `${row.name} ${row.count}`), () => [book.lender.id])
const jobsOf = (book: Book) => count(book, sql`select name, count(*)::int as count from pgboss.job where data ->> 'lenderId' = ${book.lender.id} group by name order by name`)

/** All that a run leaves behind, without ids and texts. */
async function traces(book: Book, keys: MessageKey[]) {
  const rows = new Map((await rowsOf(book)).map(row => [row.id, row]))
  const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.lenderId, book.lender.id))
  const own = (id: string) =>
    events
      .filter(event => (event.data as { messageId?: string }).messageId === id)
      .map(event => [event.type, Object.keys(event.data as object).sort().join(), event.caseId !== null].join(' '))
      .sort()
  return {
    messages: keys.map(({ messageId }) => {
      const row = rows.get(messageId)
      return { status: row?.status, blockedBy: row?.blockedBy, sendAfter: row?.sendAfter, handedAt: row?.handedAt, hasContact: row?.contactId !== null, events: own(messageId) }
    }),
    contacts: (await contactsOf(book)).length,
    touched: (await world.owner.db.select().from(cases).where(eq(cases.lenderId, book.lender.id))).filter(row => row.lastContactAt?.getTime() === NOON.getTime()).length,
    jobs: await jobsOf(book),
  }
}

describe('sendMessages', () => {
  it.each([NOON, NIGHT])('leaves what sending one by one leaves, at %s', async now => {
    const [mine, theirs] = [await guardBook(world), await guardBook(world)]
    const [one, other] = [await queueAll(mine, now), await queueAll(theirs, now)]
    const ctx = await world.systemCtx(mine.lender.id, now)
    const singly: string[] = []
    for (const { borrowerId, messageId } of one) singly.push((await sendMessage(ctx, borrowerId, messageId)).outcome)
    const together = await sendMessages(await world.systemCtx(theirs.lender.id, now), other)
    expect(together.map(sent => sent?.outcome)).toEqual(singly)
    if (now === NOON) expect(new Set(singly)).toEqual(new Set(['handed', 'delayed', 'blocked', 'cancelled']))
    expect(await traces(theirs, other)).toEqual(await traces(mine, one))
    expect((await sendMessages(await world.systemCtx(theirs.lender.id, now), other)).map(sent => sent?.outcome)).not.toContain('handed')
  })

  it('sends nothing twice when two workers and single jobs meet', async () => {
    const book = await guardBook(world)
    const keys = await queueAll(book)
    const ctx = await world.systemCtx(book.lender.id)
    const single = keys.slice(0, 12).map(({ borrowerId, messageId }) => sendMessage(ctx, borrowerId, messageId))
    const [first, second] = await Promise.all([sendMessages(ctx, keys), sendMessages(ctx, keys.toReversed()), ...single])
    const handed = (await rowsOf(book)).filter(row => row.status === 'handed')
    expect(await contactsOf(book)).toHaveLength(handed.length)
    expect(new Set(handed.map(row => row.contactId)).size).toBe(handed.length)
    const twice = first?.filter((sent, i) => sent?.outcome === 'handed' && second?.toReversed()[i]?.outcome === 'handed')
    expect(twice).toEqual([])
    for (const { borrowerId, messageId } of keys) await sendMessage(ctx, borrowerId, messageId)
    expect((await rowsOf(book)).filter(row => row.status === 'queued').every(row => row.sendAfter > NOON)).toBe(true)
  })

  it('leaves alone what somebody else has in hand, without waiting', async () => {
    const book = await guardBook(world)
    const keys = await queueAll(book)
    const ctx = await world.systemCtx(book.lender.id)
    const { id, caseId } = book.find('plain')
    await transaction(await world.systemCtx(book.lender.id), async busy => {
      await busy.db.execute(sql`select 1 from cases where borrower_id = ${id} and id = ${caseId} for update`)
      const sent = await sendMessages(ctx, keys)
      expect(keys.filter((_key, i) => sent[i] === null).map(key => key.borrowerId)).toEqual([id, id, id, id])
    })
    expect((await rowsOf(book)).filter(row => row.borrowerId === id).map(row => row.status)).toEqual(['queued', 'queued', 'queued', 'queued'])
  })

  it('one by one waits for whoever has the case in hand, and then sends', async () => {
    const book = await guardBook(world)
    const [key] = await queueAll(book)
    const ctx = await world.systemCtx(book.lender.id)
    if (!key) throw new Error('nothing queued')
    const waiting = await transaction(await world.systemCtx(book.lender.id), async busy => {
      await busy.db.execute(sql`select 1 from cases where borrower_id = ${key.borrowerId} for update`)
      const waiting = sendMessage(ctx, key.borrowerId, key.messageId)
      expect(await sendMessages(ctx, [key])).toEqual([null])
      return { sent: waiting }
    })
    expect(await waiting.sent).toMatchObject({ outcome: 'handed' })
  })

  it('leaves nothing behind when it is cut off before the end', async () => {
    const book = await guardBook(world)
    const keys = await queueAll(book)
    const before = await traces(book, keys)
    const run = transaction(await world.systemCtx(book.lender.id), async ctx => {
      expect((await sendMessages(ctx, keys)).some(sent => sent?.outcome === 'handed')).toBe(true)
      throw new Error('killed')
    })
    await expect(run).rejects.toThrow('killed')
    expect(await traces(book, keys)).toEqual(before)
    expect(await count(book, sql`select 'texts' as name, count(*)::int as count from guard_decisions where lender_id = ${book.lender.id} and kind = 'sms' and decided_at = ${NOON.toISOString()}`)).toEqual(['texts 0'])
  })

  it('is not for staff and sees no other lender', async () => {
    const book = await guardBook(world)
    const keys = await queueAll(book)
    const supervisor = await world.staff(book.lender.id, 'supervisor')
    await expect(sendMessages(await world.ctx(supervisor), keys)).rejects.toMatchObject({ code: 'forbidden' })
    const other = await world.lender()
    expect(new Set(await sendMessages(await world.systemCtx(other.id), keys))).toEqual(new Set([null]))
  })
})

describe('previewDueMessages', () => {
  it('says what sending will do, at the moment each is meant for', async () => {
    const book = await guardBook(world)
    const keys = await queueAll(book)
    const supervisor = await world.staff(book.lender.id, 'supervisor')
    const preview = await previewDueMessages(await world.ctx(supervisor))
    const due = keys.slice(0, 3 * book.people.length)
    const sent = await sendMessages(await world.systemCtx(book.lender.id), due)
    const count = (outcome: string) => sent.filter(one => one?.outcome === outcome).length
    const tomorrow = await sendMessages(await world.systemCtx(book.lender.id, addHours(NOON, 24)), keys.slice(due.length))
    const later = (outcome: string) => tomorrow.filter(one => one?.outcome === outcome).length
    expect(preview).toMatchObject({ total: keys.length, isCut: false })
    for (const outcome of ['handed', 'delayed', 'blocked', 'cancelled'] as const) expect(preview[outcome], outcome).toBe(count(outcome) + later(outcome))
    expect(preview.rules.reduce((sum, rule) => sum + rule.count, 0)).toBe(preview.delayed + preview.blocked)
    expect(preview.openings.reduce((sum, opening) => sum + opening.count, 0)).toBe(preview.delayed)
    const moments = [...sent, ...tomorrow].flatMap(one => (one?.outcome === 'delayed' ? [one.until.getTime()] : []))
    expect(preview.openings.map(({ at }) => at.getTime())).toEqual([...new Set(moments)].sort((a, b) => a - b))
    const collector = await world.staff(book.lender.id, 'collector')
    await expect(previewDueMessages(await world.ctx(collector))).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the walk of previewDueMessages', () => {
  it('says the same of any number of chunks, and where it was cut', async () => {
    const book = await guardBook(world)
    const [key] = await queueAll(book)
    await world.owner.db.execute(sql`insert into messages (borrower_id, id, lender_id, case_id, contact_point_id, kind, purpose, template_code, locale, to_masked, subject, body, trust_code, status, send_after, unique_key, created_at)
      select borrower_id, uuidv7(), lender_id, case_id, contact_point_id, kind, 'service', template_code, locale, to_masked, subject, body, trust_code, 'queued', send_after, 'more' || n, created_at
      from messages, generate_series(1, 1100) n where id = ${key?.messageId ?? ''}`)
    const ctx = await world.ctx(await world.staff(book.lender.id, 'supervisor'))
    const whole = await previewDueMessages(ctx, 100_000)
    expect(whole).toMatchObject({ total: 1100 + 4 * book.people.length, isCut: false })
    expect(whole.handed + whole.delayed + whole.blocked + whole.cancelled).toBe(whole.total)
    expect(await previewDueMessages(ctx, 700)).toMatchObject({ total: 700, isCut: true })
    expect(await previewDueMessages(ctx, whole.total)).toEqual(whole)
  })
})

describe('a worker’s batch of jobs', () => {
  it('sends together what is due, of several lenders, and says which job failed', async () => {
    const books = [await guardBook(world), await guardBook(world)]
    const jobs: Parameters<typeof performJobs<'message.send'>>[2] = []
    for (const book of books)
      for (const key of await queueAll(book)) jobs.push({ id: newId(), name: 'message.send', data: { ...key, lenderId: book.lender.id, requestId: 'r' } })
    jobs.push({ id: 'gone', name: 'message.send', data: { borrowerId: newId(), messageId: newId(), lenderId: books[0]?.lender.id ?? '', requestId: 'r' } })
    const lines: string[] = []
    const log = { info: () => undefined, error: (_line: object, text: string) => void lines.push(text) }
    const results = await performJobs({ db: world.app.db, clock: () => NOON, log }, 'message.send', jobs)
    expect(results.filter(result => result.status === 'failed').map(result => result.id)).toEqual(['gone'])
    expect(lines).toEqual(['a job failed'])
    for (const book of books) expect((await rowsOf(book)).filter(row => row.status === 'handed').length).toBeGreaterThan(10)
  })
})
