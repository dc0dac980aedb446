import type { ReactNode } from 'react'
import { getLocale, getTranslations } from 'next-intl/server'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { getTheme } from '@/app/_server/preferences'
import { staffContext } from '@/app/_server/context'
import { StaffFrame } from '@/components/desk/staff-frame'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { Toaster } from '@/components/ui/toast'
import { can } from '@/lib/accounts/permissions'
import type { Locale } from '@/lib/context'
import { homeOf, placesOf } from './places'

export default async function StaffLayout({ children }: { children: ReactNode }) {
  const ctx = await staffContext()
  const t = await getTranslations('nav')
  const locale = (await getLocale()) as Locale
  return (
    <MessagesProvider namespaces={['shell', 'nav']}>
      <StaffFrame
        lenderName={ctx.lender.name[locale]}
        userName={ctx.actor.name}
        homeHref={homeOf(ctx.actor)}
        nav={placesOf(ctx.actor).map(({ name, href, icon }) => ({ href, icon, label: t(`places.${name}`) }))}
        theme={await getTheme()}
        setLocale={setLocale}
        setTheme={setTheme}
        canSearch={can(ctx.actor, 'case:read')}
      >
        {children}
      </StaffFrame>
      <Toaster />
    </MessagesProvider>
  )
}
