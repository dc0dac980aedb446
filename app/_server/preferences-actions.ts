'use server'

import { cookies } from 'next/headers'
import { isLocale, isTheme, localeCookie, themeCookie } from '@/components/layout/preferences'

const year = 365 * 24 * 60 * 60

async function remember(name: string, value: string) {
  const secure = process.env.LEEWAY_PUBLIC_URL?.startsWith('https:') ?? false
  ;(await cookies()).set(name, value, { path: '/', maxAge: year, sameSite: 'lax', httpOnly: true, secure })
}

/** Stores the reader's language; anything unknown is ignored. */
export async function setLocale(form: FormData): Promise<void> {
  const locale = form.get('locale')
  if (isLocale(locale)) await remember(localeCookie, locale)
}

/** Stores light, dark or the system's theme; anything unknown is ignored. */
export async function setTheme(form: FormData): Promise<void> {
  const theme = form.get('theme')
  if (isTheme(theme)) await remember(themeCookie, theme)
}
