import { readEnv } from '@/lib/env'

const secure = () => readEnv().LEEWAY_PUBLIC_URL.startsWith('https://')

/** `__Host-` on https; the plain name only on loopback http. */
export const staffCookie = () => cookie('leeway.staff')
export const borrowerCookie = () => cookie('leeway.borrower')

function cookie(name: string) {
  return {
    name: secure() ? `__Host-${name}` : name,
    options: { httpOnly: true, secure: secure(), sameSite: 'lax' as const, path: '/' },
  }
}
