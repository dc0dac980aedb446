import { cookies } from 'next/headers'
import { borrowerCookie } from '@/app/_server/cookies'
import { decryptValue, encryptValue } from '@/lib/borrowers/private-values'

const place = (slug: string) => ({ table: 'sign_in', column: 'phone', rowId: slug })
const name = () => `${borrowerCookie().name}.phone`

/** Carries the number to the next page without an address bar or script: encrypted, ten minutes. */
export async function keepPhone(slug: string, phone: string): Promise<void> {
  ;(await cookies()).set(name(), encryptValue(place(slug), phone).toString('base64url'), { ...borrowerCookie().options, maxAge: 600 })
}

/** The number given on the page before; null when there is none or it is for another lender. */
export async function keptPhone(slug: string): Promise<string | null> {
  const value = (await cookies()).get(name())?.value
  if (!value) return null
  try {
    return decryptValue(place(slug), Buffer.from(value, 'base64url'))
  } catch {
    return null
  }
}

export async function forgetPhone(): Promise<void> {
  ;(await cookies()).delete({ name: name(), path: '/', secure: borrowerCookie().options.secure })
}
