import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { InboxList } from '@/components/escalations/inbox-list'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { SplitPane } from '@/components/layout/split-pane'
import { EmptyState } from '@/components/ui/empty-state'
import { Notice } from '@/components/ui/notice'
import { listEscalations } from '@/lib/escalations/queries'
import { fromToken, toToken } from '@/lib/url-token'
import { EscalationDetail } from './detail'

type Props = { searchParams: Promise<{ view?: string; id?: string; after?: string; done?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('escalations'))('title') }
}

export default async function EscalationsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const query = await searchParams
  const view = query.view === 'decided' ? 'decided' : 'open'
  const [t, { rows, next }] = await orNotFound(Promise.all([getTranslations('escalations'), listEscalations(ctx, { view, cursor: query.after ?? null })]))
  const page = query.after ? `&after=${query.after}` : ''
  const listed = rows.map(row => ({ ...row, token: toToken(row.borrowerId, row.id) }))
  const current = query.id ?? listed[0]?.token
  const ids = current ? (fromToken(current) ?? notFound()) : null
  return (
    <MessagesProvider namespaces={['shell', 'escalations', 'plans']}>
      <div className="px-4 pt-4 md:px-8">
        <PageHeader title={t('title')} meta={t('lead')} />
      </div>
      <SplitPane
        className="border-t border-line"
        startLabel={t('list')}
        start={
          <InboxList
            rows={listed.map(row => ({ ...row, href: `/escalations?view=${view}${page}&id=${row.token}#detail`, isCurrent: row.token === current }))}
            view={view}
            firstHref={query.after ? `/escalations?view=${view}` : null}
            nextHref={next && `/escalations?view=${view}&after=${next}`}
            today={ctx.today}
          />
        }
      >
        <div id="detail" className="relative flex scroll-mt-14 flex-col gap-4 p-4 md:p-8">
          {query.done && <Notice tone="good" live title={t(ids ? 'done' : 'doneLast')} />}
          {ids && current ? <EscalationDetail ctx={ctx} ids={ids} token={current} /> : <EmptyState title={t(view === 'open' ? 'empty' : 'emptyDecided')}>{t(view === 'open' ? 'emptyText' : 'emptyDecidedText')}</EmptyState>}
        </div>
      </SplitPane>
    </MessagesProvider>
  )
}
