import { Inbox } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { InboxTable } from '@/components/payments/inbox-table'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Input } from '@/components/ui/input'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Pager } from '@/components/ui/pager'
import { listLines } from '@/lib/payments/bank-inbox-queries'
import { InboxFilter } from '@/lib/payments/bank-input'
import { MoneyInTabs } from '../money-in-tabs'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('inbox') }
}

export default async function UnmatchedPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('statements')
  const filter = InboxFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listLines(ctx, filter))
  const addressOf = (own: Partial<InboxFilter>) => {
    const query = new URLSearchParams({ show: own.show ?? filter.show })
    if (own.q) query.set('q', own.q)
    if (own.cursor) query.set('cursor', own.cursor)
    return `/payments/unmatched?${query}`
  }
  return (
    <PageBody>
      <PageHeader title={t('inbox')} meta={t('inboxLead')} />
      <MoneyInTabs current="unmatched" />
      <div className="mt-5 flex flex-col gap-5">
        <form method="get" role="search" aria-label={t('find')} className="flex max-w-xl flex-wrap items-end gap-3">
          <input type="hidden" name="show" value={filter.show} />
          <Input name="q" label={t('find')} hint={t('findHint')} defaultValue={filter.q ?? ''} autoComplete="off" />
          <Button type="submit">{t('findIt')}</Button>
        </form>
        <LinkTabs label={t('inbox')} tabs={(['waiting', 'posted', 'not_ours'] as const).map(show => ({ href: addressOf({ show }), label: t(`states.${show}`), current: show === filter.show }))} />
        {rows.length > 0 ? (
          <InboxTable rows={rows} currency={ctx.lender.currency} />
        ) : (
          <EmptyState icon={<Inbox />} title={t(filter.q ? 'foundNothing' : 'inboxEmpty')}>
            {t(filter.q ? 'foundNothingText' : 'inboxEmptyText')}
          </EmptyState>
        )}
        {(filter.cursor || next) && (
          <Pager previousHref={filter.cursor ? addressOf({ q: filter.q }) : undefined} nextHref={next ? addressOf({ q: filter.q, cursor: next }) : undefined} />
        )}
      </div>
    </PageBody>
  )
}
