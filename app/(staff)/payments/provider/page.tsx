import { Webhook } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { ProviderEventCard } from '@/components/payments/provider-event-card'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Pager } from '@/components/ui/pager'
import { can } from '@/lib/accounts/permissions'
import { listProviderEvents } from '@/lib/payments/provider-event-queries'
import { EventsFilter } from '@/lib/payments/provider-input'
import { MoneyInTabs } from '../money-in-tabs'
import { settleEventAction } from '../provider-actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('providers'))('title') }
}

export default async function ProviderPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('providers')
  const filter = EventsFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listProviderEvents(ctx, filter))
  const here = `/payments/provider?show=${filter.show}`
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead')} actions={can(ctx.actor, 'staff:manage') && <LinkButton href="/payments/provider/secrets">{t('secrets')}</LinkButton>} />
      <MoneyInTabs current="provider" />
      <div className="mt-5 flex flex-col gap-5">
        <LinkTabs label={t('title')} tabs={(['open', 'settled'] as const).map(show => ({ href: `/payments/provider?show=${show}`, label: t(`shown.${show}`), current: show === filter.show }))} />
        {rows.length === 0 ? (
          <EmptyState icon={<Webhook />} title={t('empty')}>
            {t('emptyText')}
          </EmptyState>
        ) : (
          <ul className="flex max-w-3xl flex-col gap-4">
            {rows.map(event => (
              <li key={event.id}>
                <ProviderEventCard event={event} currency={ctx.lender.currency} timeZone={ctx.lender.timeZone} action={settleEventAction} />
              </li>
            ))}
          </ul>
        )}
        {(filter.cursor || next) && <Pager previousHref={filter.cursor ? here : undefined} nextHref={next ? `${here}&cursor=${next}` : undefined} />}
      </div>
    </PageBody>
  )
}
