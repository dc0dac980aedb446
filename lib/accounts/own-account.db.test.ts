import { eq } from 'drizzle-orm'
import { generateSync } from 'otplib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { staffAccounts } from '@/db/schema'
import { useDatabase } from '../testing/database'
import { refusalOf } from '../testing/desk-scene'
import { openWorld, type World } from '../testing/world'
import { changePassword, confirmTotp, endOwnSession, proposeTotp } from './own-account-commands'
import { getOwnAccount } from './own-account-queries'
import { hashPassword } from './password'
import { signInStaff, staffOfSession } from './session-commands'

const database = useDatabase()
let world: World
const password = 'seven brown horses at noon'
const now = new Date()

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

async function person() {
  const lender = await world.lender()
  const staff = await world.staff(lender.id, 'collector')
  const email = `${staff.id}@test.example`
  await world.owner.db
    .update(staffAccounts)
    .set({ passwordHash: hashPassword(password) })
    .where(eq(staffAccounts.id, staff.id))
  const signIn = (given: Partial<Parameters<typeof signInStaff>[2]> = {}) =>
    signInStaff(world.app.db, now, { email, password, totp: null, address: staff.id, totpOptional: true, ...given })
  return { staff, email, signIn, ctx: await world.ctx(staff, now) }
}

it('turns the second step on with a right code and the password, and asks for it from then on', async () => {
  const { ctx, email, signIn } = await person()
  const { secret, uri } = proposeTotp(ctx, email)
  expect(uri).toContain('otpauth://totp/')
  expect(await refusalOf(confirmTotp(ctx, { secret, code: '000000', password }))).toBe('check_fields')
  expect(await refusalOf(confirmTotp(ctx, { secret, code: generateSync({ secret }), password: 'wrong' }))).toBe('check_fields')
  expect((await getOwnAccount(ctx)).hasTotp).toBe(false)
  await confirmTotp(ctx, { secret, code: generateSync({ secret }), password })
  expect((await getOwnAccount(ctx)).hasTotp).toBe(true)
  expect(await signIn()).toBeNull()
  expect(await signIn({ totpOptional: false })).toBeNull()
  expect(await signIn({ totpOptional: false, totp: generateSync({ secret }) })).not.toBeNull()
})

it('lists own sessions and ends one; nobody ends another person’s', async () => {
  const me = await person()
  const other = await person()
  const token = (await me.signIn())?.token ?? ''
  const [session] = (await getOwnAccount(me.ctx)).sessions
  await endOwnSession(other.ctx, session?.id ?? '')
  expect(await staffOfSession(world.app.db, now, token)).not.toBeNull()
  await endOwnSession(me.ctx, session?.id ?? '')
  expect(await staffOfSession(world.app.db, now, token)).toBeNull()
  expect((await getOwnAccount(me.ctx)).sessions).toEqual([])
})

it('changes a password only with the old one, to one that is long enough, and stops guessing', async () => {
  const { ctx, signIn } = await person()
  const next = 'a quiet lake behind the hill'
  expect(await refusalOf(changePassword(ctx, { current: password, next: 'short' }))).toBe('check_fields')
  await changePassword(ctx, { current: password, next })
  expect(await signIn({ password: next })).not.toBeNull()
  expect(await signIn()).toBeNull()
  const tries = []
  for (let i = 0; i < 10; i++) tries.push(await refusalOf(changePassword(ctx, { current: 'guess', next })))
  expect(tries.at(-1)).toBe('too_many_tries')
})
