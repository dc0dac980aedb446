import { cookies, headers } from 'next/headers'
import { getRequestConfig } from 'next-intl/server'
import { defaultLocale, isLocale, localeCookie, pickLocale, type Locale } from '@/components/layout/preferences'

/** The reader's language: their own choice, else the browser's, else Chinese. */
export async function getChosenLocale(): Promise<Locale> {
  const chosen = (await cookies()).get(localeCookie)?.value
  if (isLocale(chosen)) return chosen
  return pickLocale((await headers()).get('accept-language')) ?? defaultLocale
}

async function load(locale: Locale) {
  return locale === 'en' ? (await import('@/messages/en.json')).default : (await import('@/messages/zh-CN.json')).default
}

export default getRequestConfig(async () => {
  const locale = await getChosenLocale()
  return { locale, messages: await load(locale), timeZone: 'Asia/Shanghai' }
})
