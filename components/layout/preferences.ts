export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]
export const themes = ['light', 'dark', 'system'] as const
export type Theme = (typeof themes)[number]

export const defaultLocale: Locale = 'zh-CN'
export const localeCookie = 'leeway_locale'
export const themeCookie = 'leeway_theme'

/** A server action that stores one choice; the form works before any script has loaded. */
export type ChoiceAction = (form: FormData) => Promise<void>

export const isLocale = (value: unknown): value is Locale => locales.some(locale => locale === value)
export const isTheme = (value: unknown): value is Theme => themes.some(theme => theme === value)

/** The first language of an Accept-Language header that we speak, by its quality; null when none. */
export function pickLocale(header: string | null): Locale | null {
  const wishes = (header ?? '')
    .split(',')
    .map((part, order) => {
      const [tag = '', quality] = part.trim().split(';q=')
      return { tag: tag.toLowerCase(), quality: quality === undefined ? 1 : Number(quality), order }
    })
    .filter(wish => wish.quality > 0)
    .sort((a, b) => b.quality - a.quality || a.order - b.order)
  for (const { tag } of wishes) {
    if (tag === 'zh' || tag.startsWith('zh-')) return 'zh-CN'
    if (tag === 'en' || tag.startsWith('en-')) return 'en'
  }
  return null
}
