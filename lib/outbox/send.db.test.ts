import { createServer, type IncomingHttpHeaders } from 'node:http'
import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { auditEvents, cases, contacts, guardDecisions, holds, messages } from '@/db/schema'
import { newId } from '../clock'
import { addHours, addMinutes } from '../dates'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { queueMessage } from './commands'
import { httpGateway } from './http-gateway-port'
import { passToGateway, sendMessage } from './send-commands'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(async () => void (await world?.close()))

const NIGHT = addHours(NOON, 10)
const OVERDUE = { amount: '¥1,000.00', days: '3', date: '2026-06-12', until: '2026-06-22', contract: 'AH-1' }

async function aPerson() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  const found = await world.openCase(lender.id, borrower.id)
  return { lender, borrower, caseId: found.id }
}
type Person = Awaited<ReturnType<typeof aPerson>>

async function queued(
  { lender, borrower, caseId }: Person,
  code: 'overdue_notice' | 'payment_received' | 'sign_in_code',
  now = NOON,
) {
  const ctx = await world.systemCtx(lender.id, now)
  const values = code === 'sign_in_code' ? { code: '123456' } : OVERDUE
  const { messageId } = await queueMessage(ctx, {
    borrowerId: borrower.id,
    caseId,
    templateCode: code,
    kind: 'sms',
    values,
    uniqueKey: newId(),
  })
  return messageId ?? ''
}

const send = async (person: Person, id: string, now = NOON) =>
  sendMessage(await world.systemCtx(person.lender.id, now), person.borrower.id, id)
const row = async (id: string) => (await world.owner.db.select().from(messages).where(eq(messages.id, id)))[0]
const jobs = (messageId: string) =>
  world.owner.db.execute<{ name: string; start_after: string }>(
    sql`select name, start_after::text from pgboss.job where data ->> 'messageId' = ${messageId} order by created_on`,
  )

describe('queueMessage', () => {
  it('writes the message in the borrower’s language, a job and a trace, in one transaction', async () => {
    const person = await aPerson()
    const id = await queued(person, 'overdue_notice')
    const message = await row(id)
    expect(message).toMatchObject({
      status: 'queued',
      purpose: 'collection',
      locale: 'zh-CN',
      toMasked: expect.stringContaining('****'),
    })
    expect(message?.body).toContain('【测试机构】尊敬的王*明')
    expect(message?.body).toContain('2026年6月12日')
    expect(message?.body).toContain(message?.trustCode)
    expect(message?.body).not.toContain('王小明')
    expect(await jobs(id)).toHaveLength(1)
    const events = await world.owner.db.select().from(auditEvents).where(eq(auditEvents.borrowerId, person.borrower.id))
    expect(events.map(event => event.type)).toEqual(['message.queued'])
  })

  it('is one message for one key, also from many callers at once', async () => {
    const person = await aPerson()
    const ctx = await world.systemCtx(person.lender.id)
    const ask = () =>
      queueMessage(ctx, {
        borrowerId: person.borrower.id,
        caseId: null,
        templateCode: 'payment_received',
        kind: 'sms',
        values: OVERDUE,
        uniqueKey: 'once',
      })
    const answers = await Promise.all(Array.from({ length: 8 }, ask))
    expect(new Set(answers.map(answer => answer.messageId)).size).toBe(1)
    expect(answers.filter(answer => answer.outcome === 'queued')).toHaveLength(1)
    expect(await jobs(answers[0]?.messageId ?? '')).toHaveLength(1)
  })

  it('falls back to an in-app message where there is no address, and never to a letter', async () => {
    const { borrower, lender } = await aPerson()
    const ctx = await world.systemCtx(lender.id)
    const ask = (kind: 'email' | 'letter') =>
      queueMessage(ctx, { borrowerId: borrower.id, caseId: null, templateCode: 'plan_offer', kind, values: {}, uniqueKey: kind })
    const mail = await ask('email')
    expect(await row(mail.messageId ?? '')).toMatchObject({ kind: 'app_message', contactPointId: null })
    expect(await ask('letter')).toEqual({ messageId: null, outcome: 'no_address' })
  })

  it('knows no borrower of another lender', async () => {
    const { borrower } = await aPerson()
    const other = await world.lender()
    const ctx = await world.systemCtx(other.id)
    const ask = queueMessage(ctx, {
      borrowerId: borrower.id,
      caseId: null,
      templateCode: 'plan_offer',
      kind: 'sms',
      values: {},
      uniqueKey: 'x',
    })
    await expect(ask).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('sendMessage', () => {
  it('hands over with a guarded contact, once, however many workers try', async () => {
    const person = await aPerson()
    const id = await queued(person, 'overdue_notice')
    const outcomes = (await Promise.all(Array.from({ length: 6 }, () => send(person, id)))).map(sent => sent.outcome)
    expect(outcomes.sort()).toEqual(['handed', ...Array<string>(5).fill('not_queued')])
    const made = await world.owner.db.select().from(contacts).where(eq(contacts.borrowerId, person.borrower.id))
    expect(made).toHaveLength(1)
    expect(await row(id)).toMatchObject({ status: 'handed', contactId: made[0]?.id, blockedBy: null })
    expect((await world.owner.db.select().from(cases).where(eq(cases.id, person.caseId)))[0]?.lastContactAt).toEqual(NOON)
  })

  it('waits through quiet hours, and is decided again in the morning', async () => {
    const person = await aPerson()
    const id = await queued(person, 'overdue_notice', NIGHT)
    const night = await send(person, id, NIGHT)
    expect(night).toMatchObject({ outcome: 'delayed', rule: 'quiet_hours' })
    const waiting = await row(id)
    expect(waiting).toMatchObject({ status: 'queued', blockedBy: 'quiet_hours' })
    expect(await jobs(id)).toHaveLength(2)
    const morning = waiting?.sendAfter ?? NIGHT
    expect((await send(person, id, addMinutes(morning, -1))).outcome).toBe('delayed')
    expect((await send(person, id, addMinutes(morning, 1))).outcome).toBe('handed')
    const decisions = await world.owner.db.select().from(guardDecisions).where(eq(guardDecisions.borrowerId, person.borrower.id))
    expect(decisions.map(decision => decision.decision).sort()).toEqual(['allowed', 'blocked'])
  })

  it('sends a one-time code at night', async () => {
    const person = await aPerson()
    const id = await queued(person, 'sign_in_code', NIGHT)
    expect((await send(person, id, NIGHT)).outcome).toBe('handed')
  })

  it('drops what a long hold would make stale, but lets a receipt through', async () => {
    const person = await aPerson()
    await world.owner.db.insert(holds).values({
      borrowerId: person.borrower.id,
      id: newId(),
      lenderId: person.lender.id,
      caseId: person.caseId,
      reason: 'hardship',
      startsAt: addHours(NOON, -1),
      endsAt: addHours(NOON, 24 * 30),
    })
    const notice = await queued(person, 'overdue_notice')
    expect(await send(person, notice)).toEqual({ outcome: 'blocked', rule: 'hold_hardship' })
    expect(await row(notice)).toMatchObject({ status: 'blocked', blockedBy: 'hold_hardship', contactId: null })
    expect((await send(person, notice)).outcome).toBe('not_queued')
    expect((await send(person, await queued(person, 'payment_received'))).outcome).toBe('handed')
  })

  it('asks nobody for money on a case that has been closed since', async () => {
    const person = await aPerson()
    const id = await queued(person, 'overdue_notice')
    await world.owner.db
      .update(cases)
      .set({ status: 'closed', queue: 'closed' })
      .where(and(eq(cases.id, person.caseId)))
    expect((await send(person, id)).outcome).toBe('cancelled')
  })

  it('is not found from another lender and not for staff', async () => {
    const person = await aPerson()
    const id = await queued(person, 'payment_received')
    const other = await world.lender()
    await expect(sendMessage(await world.systemCtx(other.id), person.borrower.id, id)).rejects.toMatchObject({
      code: 'not_found',
    })
    const collector = await world.staff(person.lender.id, 'supervisor')
    await expect(sendMessage(await world.ctx(collector), person.borrower.id, id)).rejects.toMatchObject({ code: 'forbidden' })
  })
})

describe('the gateway', () => {
  async function withServer(
    status: number,
    work: (url: string, seen: { headers: IncomingHttpHeaders; body: string }[]) => Promise<void>,
  ) {
    const seen: { headers: IncomingHttpHeaders; body: string }[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', chunk => (body += String(chunk)))
      request.on('end', () => {
        seen.push({ headers: request.headers, body })
        response.writeHead(status).end()
      })
    })
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    try {
      await work(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/sms`, seen)
    } finally {
      await new Promise(resolve => server.close(resolve))
    }
  }

  it('gets the number in clear and the same key each time', async () => {
    const person = await aPerson()
    const id = await queued(person, 'payment_received')
    await send(person, id)
    const ctx = await world.systemCtx(person.lender.id)
    await withServer(202, async (url, seen) => {
      const gateway = () => httpGateway(url, 'secret')
      for (let time = 0; time < 2; time++) expect(await passToGateway(ctx, person.borrower.id, id, gateway)).toBe('accepted')
      expect(seen.map(request => request.headers['idempotency-key'])).toEqual([id, id])
      expect(seen[0]?.headers.authorization).toBe('Bearer secret')
      expect(JSON.parse(seen[0]?.body ?? '{}')).toMatchObject({ to: person.borrower.phone })
    })
  })

  it('tries again when it is away, and says failed when it refuses', async () => {
    const person = await aPerson()
    const id = await queued(person, 'payment_received')
    await send(person, id)
    const ctx = await world.systemCtx(person.lender.id)
    await withServer(503, async url => {
      await expect(passToGateway(ctx, person.borrower.id, id, () => httpGateway(url, undefined))).rejects.toThrow('503')
    })
    expect(await row(id)).toMatchObject({ status: 'handed' })
    await withServer(422, async url => {
      expect(await passToGateway(ctx, person.borrower.id, id, () => httpGateway(url, undefined))).toBe('refused')
    })
    expect(await row(id)).toMatchObject({ status: 'failed', blockedBy: 'gateway_refused' })
  })
})
