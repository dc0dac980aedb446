import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { ReviewTable } from '@/components/reviews/review-table'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Pager } from '@/components/ui/pager'
import { countReviews, listReviews, reviewViews, type ReviewView } from '@/lib/hardship/review-queries'
import { toToken } from '@/lib/url-token'

type Props = { searchParams: Promise<{ view?: string; after?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('title') }
}

export default async function ReviewsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const { view: wanted, after } = await searchParams
  const view: ReviewView = reviewViews.find(one => one === wanted) ?? 'todo'
  const [t, counts, page] = await orNotFound(Promise.all([getTranslations('reviews'), countReviews(ctx), listReviews(ctx, view, after ?? null)]))
  const rows = page.rows.map(row => ({ ...row, href: `/reviews/${toToken(row.borrowerId, row.id)}` }))
  return (
    <MessagesProvider namespaces={['shell', 'reviews', 'hardship']}>
      <PageBody>
        <PageHeader title={t('title')} meta={t('lead')} />
        <LinkTabs
          label={t('views')}
          tabs={reviewViews.map(name => ({ href: `/reviews?view=${name}`, label: t(`view.${name}`), count: counts[name], current: name === view }))}
        />
        <ReviewTable rows={rows} currency={ctx.lender.currency} today={ctx.today} now={ctx.now} timeZone={ctx.lender.timeZone} />
        <Pager
          count={t('count', { count: counts[view] })}
          previousHref={after ? `/reviews?view=${view}` : undefined}
          nextHref={page.next ? `/reviews?view=${view}&after=${page.next}` : undefined}
        />
      </PageBody>
    </MessagesProvider>
  )
}
