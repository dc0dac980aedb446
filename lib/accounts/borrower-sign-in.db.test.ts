import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messages } from '@/db/schema'
import { addMinutes } from '../dates'
import { useDatabase } from '../testing/database'
import { NOON, openWorld, type World } from '../testing/world'
import { issueSigningCode, requestSignInCode, useSigningCode, verifySignInCode } from './borrower-sign-in-commands'
import { borrowerOfSession } from './session-commands'

const database = useDatabase()
let world: World
let counter = 0
beforeAll(async () => void (world = await openWorld(database)))
afterAll(async () => void (await world?.close()))

async function someone() {
  const lender = await world.lender()
  const borrower = await world.borrower(lender.id)
  counter += 1
  const who = { lenderSlug: lender.slug, phone: borrower.phone, address: `10.0.0.${counter}` }
  const request = (now = NOON) => requestSignInCode(world.app.db, now, who)
  const verify = (code: string, idLastFour = '1234', now = NOON) =>
    verifySignInCode(world.app.db, now, { ...who, code, idLastFour })
  const lastCode = async () => {
    const sent = await world.owner.db.select().from(messages).where(eq(messages.borrowerId, borrower.id)).orderBy(messages.id)
    return /(\d{6})/.exec(sent.at(-1)?.body ?? '')?.[1] ?? ''
  }
  return { lender, borrower, who, request, verify, lastCode }
}
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

describe('signing in', () => {
  it('opens a session with code and ID, once', async () => {
    const { borrower, lender, request, verify, lastCode } = await someone()
    await request()
    const code = await lastCode()
    const answer = await verify(` ${code} `)
    expect(answer).toHaveProperty('token')
    const session = await borrowerOfSession(world.app.db, NOON, 'token' in answer ? answer.token : '')
    expect(session).toEqual({ actor: { kind: 'borrower', id: borrower.id, lenderId: lender.id }, lenderSlug: lender.slug })
    expect(await verify(code)).toEqual({ refusal: 'unknown' })
  })

  it('opens one session when the code is sent twice at once', async () => {
    const { request, verify, lastCode } = await someone()
    await request()
    const code = await lastCode()
    const answers = await Promise.all(Array.from({ length: 6 }, () => verify(code)))
    expect(answers.filter(answer => 'token' in answer)).toHaveLength(1)
  })

  it('ends after five minutes, and a new code replaces the old', async () => {
    const { request, verify, lastCode } = await someone()
    await request()
    const first = await lastCode()
    expect(await verify(first, '1234', addMinutes(NOON, 6))).toEqual({ refusal: 'expired' })
    await request(addMinutes(NOON, 6))
    const second = await lastCode()
    if (first !== second) expect(await verify(first, '1234', addMinutes(NOON, 7))).toEqual({ refusal: 'wrong' })
    expect(await verify(second, '1234', addMinutes(NOON, 7))).toHaveProperty('token')
  })

  it('allows five tries; a wrong ID counts and is answered like a wrong code', async () => {
    const { request, verify, lastCode } = await someone()
    await request()
    const code = await lastCode()
    for (let i = 0; i < 3; i++) expect(await verify(wrong(code))).toEqual({ refusal: 'wrong' })
    for (let i = 0; i < 2; i++) expect(await verify(code, '9999')).toEqual({ refusal: 'wrong' })
    expect(await verify(code)).toEqual({ refusal: 'too_many' })
  })

  it('answers the same for a number nobody has, and sends nothing', async () => {
    const { lender } = await someone()
    const before = await world.owner.db.$count(messages)
    const who = { lenderSlug: lender.slug, phone: '13900000001', address: '10.9.0.1' }
    expect(await requestSignInCode(world.app.db, NOON, who)).toBeUndefined()
    expect(await world.owner.db.$count(messages)).toBe(before)
    expect(await verifySignInCode(world.app.db, NOON, { ...who, code: '000000', idLastFour: '1234' })).toEqual({
      refusal: 'wrong',
    })
  })

  it('keeps a code to its lender', async () => {
    const here = await someone()
    await here.request()
    const there = await world.lender()
    const answer = await verifySignInCode(world.app.db, NOON, {
      ...here.who,
      lenderSlug: there.slug,
      code: await here.lastCode(),
      idLastFour: '1234',
    })
    expect(answer).toEqual({ refusal: 'unknown' })
  })

  it('limits codes per phone and refuses what is no number', async () => {
    const { request, who } = await someone()
    for (let i = 0; i < 5; i++) await request()
    await expect(request()).rejects.toMatchObject({ code: 'rate_limited' })
    await expect(requestSignInCode(world.app.db, NOON, { ...who, phone: 'abc' })).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('signing a plan', () => {
  it('knows no plan of another, and no code that was not issued', async () => {
    const { borrower, lender } = await someone()
    const ctx = await world.borrowerCtx(lender.id, borrower.id)
    await expect(issueSigningCode(ctx, '0190aaaa-0000-7000-8000-000000000000')).rejects.toMatchObject({ code: 'not_found' })
    expect(await useSigningCode(ctx, '0190aaaa-0000-7000-8000-000000000000', '123456')).toBe('unknown')
  })
})
