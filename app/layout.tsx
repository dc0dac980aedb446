import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { getLocale, getTranslations } from 'next-intl/server'
import { getTheme } from './_server/preferences'
import { MessagesProvider } from '@/components/layout/messages-provider'
import './globals.css'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('shell')
  return {
    title: { default: t('title'), template: `%s · ${t('title')}` },
    robots: { index: false, follow: false },
    referrer: 'same-origin',
    icons: { icon: '/icon.svg' },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#14191c' },
  ],
}

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang={await getLocale()} data-theme={await getTheme()}>
      <body>
        <MessagesProvider namespaces={[]}>
          <div className="isolate">{children}</div>
        </MessagesProvider>
      </body>
    </html>
  )
}
