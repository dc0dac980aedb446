import { CreditCard } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { JournalForm } from '@/components/payments/journal-form'
import { PaymentsTable } from '@/components/payments/payments-table'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Pager } from '@/components/ui/pager'
import { can } from '@/lib/accounts/permissions'
import { PaymentsFilter } from '@/lib/payments/input'
import { listPayments } from '@/lib/payments/queries'
import { orNotFound } from '@/app/_server/found'
import { MoneyInTabs } from './money-in-tabs'

type Props = { searchParams: Promise<{ cursor?: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('payments'))('title') }
}

export default async function PaymentsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('payments')
  const { cursor } = PaymentsFilter.parse(await searchParams)
  const { rows, nextCursor } = await orNotFound(listPayments(ctx, { cursor }))
  return (
    <PageBody>
      <PageHeader
        title={t('title')}
        meta={t('lead')}
        actions={
          <LinkButton variant="primary" href="/payments/new">
            {t('record')}
          </LinkButton>
        }
      />
      <MoneyInTabs current="payments" />
      {rows.length > 0 ? (
        <PaymentsTable rows={rows} timeZone={ctx.lender.timeZone} />
      ) : (
        <EmptyState icon={<CreditCard />} title={t('empty')}>
          {t('emptyText')}
        </EmptyState>
      )}
      {can(ctx.actor, 'journal:export') && <JournalForm today={ctx.today} />}
      <Pager previousHref={cursor ? '/payments' : undefined} nextHref={nextCursor ? `/payments?cursor=${nextCursor}` : undefined} />
    </PageBody>
  )
}
