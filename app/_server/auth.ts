import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { decode } from 'next-auth/jwt'
import { cookies } from 'next/headers'
import { readClock } from '@/lib/clock'
import { DomainError } from '@/lib/errors'
import { endStaffSession, signInStaff } from '@/lib/accounts/session-commands'
import { readEnv } from '@/lib/env'
import { staffCookie } from './cookies'
import { database } from './db'

const clock = () => readClock(readEnv().LEEWAY_CLOCK_OFFSET_DAYS)

/** The only module that knows NextAuth. The JWT carries an opaque session token; the session row decides everything. */
export const authOptions = (): NextAuthOptions => ({
  secret: readEnv().NEXTAUTH_SECRET,
  session: { strategy: 'jwt', maxAge: 12 * 3600 },
  pages: { signIn: '/sign-in', error: '/sign-in' },
  cookies: { sessionToken: staffCookie() },
  useSecureCookies: staffCookie().options.secure,
  providers: [
    Credentials({
      credentials: { email: {}, password: {}, totp: {} },
      async authorize(given, request) {
        if (!given?.email || !given.password || given.password.length > 200) return null
        const address = String(request.headers?.['x-forwarded-for'] ?? 'direct').split(',')[0] ?? 'direct'
        const totp = given.totp?.trim() ? given.totp.trim() : null
        try {
          const session = await signInStaff(await database(), clock(), {
            email: given.email,
            password: given.password,
            totp,
            address,
            totpOptional: readEnv().LEEWAY_DEMO,
          })
          return session && { id: session.token }
        } catch (error) {
          if (error instanceof DomainError) throw new Error(error.message)
          throw error
        }
      },
    }),
  ],
  callbacks: {
    jwt: ({ token, user }) => (user ? { sid: user.id } : token),
    session: ({ session }) => ({ expires: session.expires }),
  },
  events: {
    async signOut({ token }) {
      if (typeof token.sid === 'string') await endStaffSession(await database(), clock(), token.sid)
    },
  },
})

/** The session token inside this request's staff cookie; null without one. */
export async function staffToken(): Promise<string | null> {
  const value = (await cookies()).get(staffCookie().name)?.value
  if (!value) return null
  try {
    const token = await decode({ token: value, secret: readEnv().NEXTAUTH_SECRET })
    return typeof token?.sid === 'string' ? token.sid : null
  } catch {
    return null
  }
}
