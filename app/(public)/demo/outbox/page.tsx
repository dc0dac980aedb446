import { MessageSquare } from 'lucide-react'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { systemContext } from '@/app/_server/context'
import { database } from '@/app/_server/db'
import { getTheme } from '@/app/_server/preferences'
import { setLocale, setTheme } from '@/app/_server/preferences-actions'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PublicShell } from '@/components/layout/public-shell'
import { DemoMessages } from '@/components/outbox/demo-messages'
import { RefreshOften } from '@/components/outbox/refresh-often'
import { Button } from '@/components/ui/button'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import type { Locale } from '@/lib/context'
import { readEnv } from '@/lib/env'
import { listLenders } from '@/lib/lenders/queries'
import { listDemoMessages } from '@/lib/outbox/queries'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outbox'))('demo.title') }
}

/** Only in the demo: elsewhere messages leave by the gateways and nobody reads them here. */
export default async function DemoOutboxPage({ searchParams }: Props) {
  const asked = await searchParams
  const lenders = readEnv().LEEWAY_DEMO ? (await listLenders(await database())).filter(lender => lender.isDemo) : []
  const lender = lenders.find(one => one.slug === asked.lender) ?? lenders[0]
  if (!lender) notFound()
  const t = await getTranslations('outbox')
  const locale = (await getLocale()) as Locale
  const lastFour = typeof asked.number === 'string' && /^\d{1,4}$/.test(asked.number) ? asked.number : null
  const ctx = await systemContext(lender.id)
  const messages = await listDemoMessages(ctx, lastFour)
  return (
    <MessagesProvider namespaces={['shell', 'ui']}>
      <PublicShell setLocale={setLocale} setTheme={setTheme} theme={await getTheme()} wide>
        <PageHeader title={t('demo.title')} meta={t('demo.lead')} />
        <RefreshOften />
        <div className="mb-4 flex flex-wrap items-end justify-between gap-4">
          <nav aria-label={t('demo.lenders')} className="flex flex-wrap gap-2">
            {lenders.map(one => (
              <Chip key={one.slug} href={`/demo/outbox?lender=${one.slug}`} current={one.slug === lender.slug}>
                {one.name[locale]}
              </Chip>
            ))}
          </nav>
          <form action="/demo/outbox" className="flex items-end gap-2" role="search">
            <input type="hidden" name="lender" value={lender.slug} />
            <Input
              name="number"
              label={t('demo.number')}
              defaultValue={lastFour ?? ''}
              inputMode="numeric"
              pattern="\d{1,4}"
              maxLength={4}
              className="w-32"
            />
            <Button type="submit">{t('demo.search')}</Button>
          </form>
        </div>
        {messages.length > 0 ? (
          <DemoMessages messages={messages} now={ctx.now} timeZone={ctx.lender.timeZone} />
        ) : (
          <EmptyState icon={<MessageSquare />} title={t('demo.empty')}>
            {t('demo.emptyText')}
          </EmptyState>
        )}
      </PublicShell>
    </MessagesProvider>
  )
}
