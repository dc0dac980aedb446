import { cookies } from 'next/headers'
import { clock } from '@/app/_server/context'
import { borrowerCookie } from '@/app/_server/cookies'
import { database } from '@/app/_server/db'
import { endBorrowerSession } from '@/lib/accounts/session-commands'

/** The quick way out: one tap ends the visit and shows a page that says nothing, before anything else can fail. */
export async function GET(): Promise<Response> {
  const cookie = borrowerCookie()
  const jar = await cookies()
  const token = jar.get(cookie.name)?.value
  jar.delete({ name: cookie.name, path: '/', secure: cookie.options.secure })
  if (token) await endBorrowerSession(await database(), clock(), token)
  return new Response(null, { status: 303, headers: { location: '/away', 'clear-site-data': '"cache"', 'cache-control': 'no-store' } })
}
