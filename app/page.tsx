import { Building2, LifeBuoy, MessageSquare, ShieldCheck, UserRound } from 'lucide-react'
import { getLocale, getTranslations } from 'next-intl/server'
import { database } from '@/app/_server/db'
import { getTheme } from '@/app/_server/preferences'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PublicShell } from '@/components/layout/public-shell'
import { CardLink } from '@/components/ui/card-link'
import type { Locale } from '@/lib/context'
import { readEnv } from '@/lib/env'
import { listLenders } from '@/lib/lenders/queries'

export default async function FrontPage() {
  const t = await getTranslations('home')
  const locale = (await getLocale()) as Locale
  const lenders = await listLenders(await database())
  return (
    <MessagesProvider namespaces={['shell']}>
      <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()} wide footer={t('footer')}>
        <h1 className="text-3xl font-semibold tracking-tight text-ink">{t('title')}</h1>
        <p className="mt-2 max-w-2xl text-lg text-ink-soft">{t('lead')}</p>
        <div className="mt-8 grid gap-8 md:grid-cols-2">
          <section aria-labelledby="borrowers" className="flex flex-col gap-3">
            <h2 id="borrowers" className="text-lg font-semibold text-ink">
              {t('borrowers')}
            </h2>
            {lenders.map(lender => (
              <CardLink key={lender.slug} href={`/portal/${lender.slug}`} icon={<Building2 />} title={lender.name[locale]}>
                {t('portal')}
              </CardLink>
            ))}
            {lenders.length === 0 && <p className="text-ink-soft">{t('noLenders')}</p>}
          </section>
          <section aria-labelledby="others" className="flex flex-col gap-3">
            <h2 id="others" className="text-lg font-semibold text-ink">
              {t('others')}
            </h2>
            <CardLink href="/check" icon={<ShieldCheck />} title={t('check')}>
              {t('checkText')}
            </CardLink>
            <CardLink href="/sign-in" icon={<UserRound />} title={t('staff')}>
              {t('staffText')}
            </CardLink>
            <CardLink href="/help" icon={<LifeBuoy />} title={t('help')}>
              {t('helpText')}
            </CardLink>
            {readEnv().LEEWAY_DEMO && (
              <CardLink href="/demo/outbox" icon={<MessageSquare />} title={t('outbox')}>
                {t('outboxText')}
              </CardLink>
            )}
          </section>
        </div>
      </PublicShell>
    </MessagesProvider>
  )
}
