import { randomBytes, randomUUID } from 'node:crypto'
import type { BrowserContext } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import { hashToken } from '@/lib/accounts/session-commands'
import { withClient } from '@/lib/testing/cluster'
import type { Server } from './servers'

const newToken = () => randomBytes(32).toString('base64url')
const serverNow = (server: Server) => new Date(Date.now() + Number(server.env.LEEWAY_CLOCK_OFFSET_DAYS) * 86_400_000)

/** A staff session of the demo world as a minted cookie; the form itself is tried by one spec. */
export async function signInAs(context: BrowserContext, server: Server, email: string): Promise<void> {
  await context.addCookies([{ name: 'leeway.staff', value: await staffCookie(server, email), url: server.url, httpOnly: true, sameSite: 'Lax' }])
}

export async function staffCookie(server: Server, email: string): Promise<string> {
  const token = newToken()
  await withClient(server.ownerUrl, async sql => {
    const [person] = await sql<{ lender_id: string; staff_id: string }[]>`select lender_id, staff_id from auth.find_staff(${email})`
    if (!person) throw new Error(`no staff account ${email} in the demo world`)
    await sql`select auth.open_staff_session(${hashToken(token)}, ${randomUUID()}, ${person.lender_id}, ${person.staff_id}, ${serverNow(server)}, 'demo')`
  })
  return encode({ token: { sid: token }, secret: server.env.NEXTAUTH_SECRET ?? '', maxAge: 43_200 })
}

/** A borrower's session; the one-time-code form is tried by the journey spec. */
export async function signInBorrower(context: BrowserContext, server: Server, borrower: { lenderId: string; borrowerId: string }): Promise<void> {
  const token = newToken()
  await withClient(server.ownerUrl, sql =>
    sql`select auth.open_borrower_session(${hashToken(token)}, ${borrower.lenderId}, ${borrower.borrowerId}, ${serverNow(server)})`,
  )
  await context.addCookies([{ name: 'leeway.borrower', value: token, url: server.url, httpOnly: true, sameSite: 'Lax' }])
}

export const speak = (context: BrowserContext, server: Server, locale: 'en' | 'zh-CN', theme: 'light' | 'dark' = 'light') =>
  context.addCookies([
    { name: 'leeway_locale', value: locale, url: server.url },
    { name: 'leeway_theme', value: theme, url: server.url },
  ])
