import { Mail } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { DuePreview } from '@/components/outbox/due-preview'
import { OutboxTable } from '@/components/outbox/outbox-table'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { previewDueMessages } from '@/lib/outbox/due-queries'
import { OutboxFilter, outboxViews } from '@/lib/outbox/list'
import { listMessages } from '@/lib/outbox/queries'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('outbox'))('title') }
}

export default async function OutboxPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('outbox')
  const { view, cursor } = OutboxFilter.parse(await searchParams)
  const { rows, nextCursor } = await orNotFound(listMessages(ctx, { view, cursor }))
  const preview = cursor ? null : await previewDueMessages(ctx)
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead')} />
      <nav aria-label={t('views')} className="mb-4 flex flex-wrap gap-2">
        {outboxViews.map(one => (
          <Chip key={one} href={one === 'all' ? '/outbox' : `/outbox?view=${one}`} current={one === view}>
            {t(`status.${one}`)}
          </Chip>
        ))}
      </nav>
      {preview && <DuePreview preview={preview} timeZone={ctx.lender.timeZone} />}
      {rows.length > 0 ? (
        <OutboxTable rows={rows} now={ctx.now} timeZone={ctx.lender.timeZone} />
      ) : (
        <EmptyState icon={<Mail />} title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      )}
      <Pager
        previousHref={cursor ? `/outbox?view=${view}` : undefined}
        nextHref={nextCursor ? `/outbox?view=${view}&cursor=${nextCursor}` : undefined}
      />
    </PageBody>
  )
}
