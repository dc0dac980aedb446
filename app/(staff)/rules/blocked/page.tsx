import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { BlockedTables } from '@/components/guard/blocked-tables'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { can } from '@/lib/accounts/permissions'
import { blockedReport } from '@/lib/guard/report-queries'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules.report'))('title') }
}

export default async function BlockedPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'guard:read')) notFound()
  const t = await getTranslations('rules.report')
  const days = (await searchParams).days === '30' ? 30 : 7
  const report = await blockedReport(ctx, days)
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard']}>
      <PageBody>
        <PageHeader back={<Link href="/rules">{(await getTranslations('rules'))('title')}</Link>} title={t('title')} meta={t('lead')} />
        <nav aria-label={t('period')} className="mb-6 flex flex-wrap gap-2">
          {([7, 30] as const).map(one => (
            <Chip key={one} href={`/rules/blocked?days=${one}`} current={one === days}>
              {t('days', { days: one })}
            </Chip>
          ))}
        </nav>
        {report.days.length === 0 ? <EmptyState title={t('none')}>{t('noneText')}</EmptyState> : <BlockedTables report={report} today={ctx.today} />}
      </PageBody>
    </MessagesProvider>
  )
}
