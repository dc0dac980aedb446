import { cache } from 'react'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { apiActorOf, borrowerOfSession, staffOfSession } from '@/lib/accounts/session-commands'
import { newId, readClock } from '@/lib/clock'
import type { AgencyActor, ApiActor, BorrowerActor, Ctx, StaffActor, SystemActor } from '@/lib/context'
import { readEnv } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { contextOf, listLenders, openContext, type PublicLender } from '@/lib/lenders/queries'
import { listWebhookSecrets } from '@/lib/payments/webhook-secret-commands'
import { isSigned } from '@/lib/payments/webhook-signature'
import { staffToken } from './auth'
import { borrowerCookie } from './cookies'
import { database } from './db'

export const clock = (): Date => readClock(readEnv().LEEWAY_CLOCK_OFFSET_DAYS)
export const requestId = async (): Promise<string> => (await headers()).get('x-request-id') ?? newId()

/** The signed-in staff member's Ctx, or null. Read once per request. */
export const findStaffContext = cache(async (): Promise<Ctx<StaffActor> | null> => {
  const token = await staffToken()
  if (!token) return null
  const db = await database()
  const now = clock()
  const actor = await staffOfSession(db, now, token)
  return actor && openContext(db, actor, now, await requestId())
})

/** For staff pages: sends a stranger to the sign-in page. */
export async function staffContext(): Promise<Ctx<StaffActor>> {
  return (await findStaffContext()) ?? redirect('/sign-in')
}

export const findBorrowerContext = cache(async (slug: string): Promise<Ctx<BorrowerActor> | null> => {
  const token = (await cookies()).get(borrowerCookie().name)?.value
  if (!token) return null
  const db = await database()
  const now = clock()
  const session = await borrowerOfSession(db, now, token)
  if (!session || session.lenderSlug !== slug) return null
  return openContext(db, session.actor, now, await requestId())
})

/** For portal pages of one lender: sends a stranger to that lender's front door, and tells somebody whose visit has ended. */
export async function borrowerContext(slug: string): Promise<Ctx<BorrowerActor>> {
  const found = await findBorrowerContext(slug)
  if (found) return found
  const wasHere = (await cookies()).has(borrowerCookie().name)
  redirect(`/portal/${slug}/sign-in${wasHere ? '?again=1' : ''}`)
}

export const findLender = cache(async (slug: string): Promise<PublicLender | null> => {
  return (await listLenders(await database())).find(lender => lender.slug === slug) ?? null
})

/** A lender's front door by its slug; 404 for a slug that is none. */
export const publicLender = async (slug: string): Promise<PublicLender> => (await findLender(slug)) ?? notFound()

/** Work on nobody's behalf before sign-in: sending a one-time code. */
export async function systemContext(lenderId: string): Promise<Ctx<SystemActor>> {
  return openContext(await database(), { kind: 'system', id: null, lenderId }, clock(), await requestId())
}

/** The Ctx of `authorization: Bearer lw_…`, or null. */
export async function findApiContext(request: Request, requestId: string): Promise<Ctx<ApiActor | AgencyActor> | null> {
  const key = /^Bearer (lw_[\w-]{20,100})$/.exec(request.headers.get('authorization') ?? '')?.[1]
  if (!key) return null
  const db = await database()
  const found = await apiActorOf(db, key)
  return found && contextOf(db, found.actor, found.lender, clock(), requestId)
}

export type Signed = { provider: string; eventId: string; body: string }
const MOST_SIGNED_BYTES = 100_000

/** The Ctx of an event that the lender's payment provider signed, with what was signed; null for anything else. */
export async function findSignedContext(request: Request, slug: string): Promise<{ ctx: Ctx<ApiActor>; signed: Signed } | null> {
  const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map(name => request.headers.get(`webhook-${name}`) ?? '')
  const lender = id && timestamp && signature ? await findLender(slug) : null
  if (!lender || !id || !timestamp || !signature) return null
  const body = await textBody(request, MOST_SIGNED_BYTES)
  const system = await systemContext(lender.id)
  const found = (await listWebhookSecrets(system)).find(({ secret }) => isSigned(secret, { id, timestamp, signature }, body, system.now))
  if (!found) return null
  const actor: ApiActor = { kind: 'api', id: found.id, lenderId: lender.id, scopes: ['payment:record', 'payment:reverse'] }
  return { ctx: { ...system, actor }, signed: { provider: found.provider, eventId: id, body } }
}

/** At most so many bytes, whatever the sender announced. Throws `too_large`. */
async function textBody(request: Request, maxBytes: number): Promise<string> {
  const text = Number(request.headers.get('content-length') ?? 0) > maxBytes ? null : await request.text()
  if (text === null || text.length > maxBytes) throw new DomainError('too_large', 'body_too_large')
  return text
}
