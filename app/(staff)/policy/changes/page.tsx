import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { ChangeCard } from '@/components/lenders/change-card'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Notice } from '@/components/ui/notice'
import { Pager } from '@/components/ui/pager'
import { can } from '@/lib/accounts/permissions'
import { PolicyChangesFilter } from '@/lib/lenders/policy-input'
import { listPolicyChanges } from '@/lib/lenders/policy-queries'
import { decidePolicyAction, withdrawPolicyAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('policy'))('changesTitle') }
}

export default async function PolicyChangesPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('policy')
  const address = await searchParams
  const filter = PolicyChangesFilter.parse(address)
  const { rows, next, effects } = await orNotFound(listPolicyChanges(ctx, filter))
  const here = `/policy/changes?show=${filter.show}`
  const { done } = address
  return (
    <PageBody>
      <PageHeader title={t('changesTitle')} meta={t('changesLead')} actions={<LinkButton href="/policy">{t('back')}</LinkButton>} />
      {typeof done === 'string' && ['proposed', 'approve', 'return', 'withdraw'].includes(done) && <Notice tone="good" live title={t(`done.${done}`)} className="mb-5" />}
      <div className="flex flex-col gap-5">
        <LinkTabs label={t('changesTitle')} tabs={(['waiting', 'decided'] as const).map(show => ({ href: `/policy/changes?show=${show}`, label: t(`shown.${show}`), current: show === filter.show }))} />
        {rows.length === 0 ? (
          <EmptyState icon={<ListChecks />} title={t(`empty.${filter.show}`)} />
        ) : (
          <ul className="flex max-w-3xl flex-col gap-4">
            {rows.map(row => (
              <li key={row.id}>
                <ChangeCard row={row} effects={effects} currency={ctx.lender.currency} timeZone={ctx.lender.timeZone} action={can(ctx.actor, 'policy:decide') ? decidePolicyAction : null} withdraw={can(ctx.actor, 'policy:propose') ? withdrawPolicyAction : null} />
              </li>
            ))}
          </ul>
        )}
        {(filter.cursor || next) && <Pager previousHref={filter.cursor ? here : undefined} nextHref={next ? `${here}&cursor=${next}` : undefined} />}
      </div>
    </PageBody>
  )
}
