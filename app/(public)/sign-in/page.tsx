import { redirect } from 'next/navigation'
import type { Metadata } from 'next'
import { getLocale, getTranslations } from 'next-intl/server'
import { findStaffContext } from '@/app/_server/context'
import { getTheme } from '@/app/_server/preferences'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { SignInForm } from '@/components/account/sign-in-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PublicShell } from '@/components/layout/public-shell'
import type { Locale } from '@/lib/context'
import { readEnv } from '@/lib/env'
import { listDemoLogins } from './demo-logins'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('signIn'))('title') }
}

export default async function SignInPage() {
  if (await findStaffContext()) redirect('/start')
  const locale = (await getLocale()) as Locale
  const isDemo = readEnv().LEEWAY_DEMO
  return (
    <MessagesProvider namespaces={['shell', 'signIn']}>
      <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()}>
        <SignInForm isDemo={isDemo} demoLogins={await listDemoLogins(locale)} />
      </PublicShell>
    </MessagesProvider>
  )
}
