import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { ProposalCard } from '@/components/payments/proposal-card'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Pager } from '@/components/ui/pager'
import { can } from '@/lib/accounts/permissions'
import { ProposalsFilter } from '@/lib/payments/proposal-input'
import { listProposals } from '@/lib/payments/proposal-queries'
import { MoneyInTabs } from '../money-in-tabs'
import { decideProposalAction } from '../proposal-actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('proposals'))('title') }
}

export default async function ToConfirmPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('proposals')
  const filter = ProposalsFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listProposals(ctx, filter))
  const here = `/payments/to-confirm?show=${filter.show}`
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead')} />
      <MoneyInTabs current="proposals" />
      <div className="mt-5 flex flex-col gap-5">
        <LinkTabs label={t('title')} tabs={(['waiting', 'decided'] as const).map(show => ({ href: `/payments/to-confirm?show=${show}`, label: t(`shown.${show}`), current: show === filter.show }))} />
        {rows.length === 0 ? (
          <EmptyState icon={<ListChecks />} title={t('empty')} />
        ) : (
          <ul className="flex max-w-3xl flex-col gap-4">
            {rows.map(row => (
              <li key={row.id}>
                <ProposalCard row={row} currency={ctx.lender.currency} timeZone={ctx.lender.timeZone} action={can(ctx.actor, 'payment:confirm') ? decideProposalAction : null} />
              </li>
            ))}
          </ul>
        )}
        {(filter.cursor || next) && <Pager previousHref={filter.cursor ? here : undefined} nextHref={next ? `${here}&cursor=${next}` : undefined} />}
      </div>
    </PageBody>
  )
}
