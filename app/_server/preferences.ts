import { cookies } from 'next/headers'
import { isTheme, themeCookie, type Theme } from '@/components/layout/preferences'

/** The reader's chosen appearance; the system's when none was chosen. */
export async function getTheme(): Promise<Theme> {
  const chosen = (await cookies()).get(themeCookie)?.value
  return isTheme(chosen) ? chosen : 'system'
}
