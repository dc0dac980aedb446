import type { BrowserContextOptions } from '@playwright/test'
import en from '@/messages/en.json' with { type: 'json' }
import zh from '@/messages/zh-CN.json' with { type: 'json' }

/** Where and in which language somebody works, with the words of that language. */
export type Stand = { name: string; locale: 'en' | 'zh-CN'; words: typeof en; device: BrowserContextOptions }

export const desktop = { width: 1440, height: 900 }
export const phone = { width: 390, height: 844 }

const onDesk: BrowserContextOptions = { viewport: desktop, reducedMotion: 'reduce' }
const onPhone: BrowserContextOptions = { viewport: phone, reducedMotion: 'reduce', isMobile: true, hasTouch: true }

export const english = {
  desktop: { name: 'in English at 1440 px', locale: 'en', words: en, device: onDesk },
  phone: { name: 'in English at 390 px', locale: 'en', words: en, device: onPhone },
} as const satisfies Record<string, Stand>

export const stands: readonly Stand[] = [
  english.desktop,
  english.phone,
  { name: 'in Chinese at 1440 px', locale: 'zh-CN', words: zh, device: onDesk },
  { name: 'in Chinese at 390 px', locale: 'zh-CN', words: zh, device: onPhone },
]
