import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { CreditReportTabs } from '@/components/credit-reports/credit-report-tabs'
import { HeldTable } from '@/components/credit-reports/held-table'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { HeldFilter } from '@/lib/credit-reports/input'
import { listHeld } from '@/lib/credit-reports/queries'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('creditReports'))('heldTitle') }
}

export default async function HeldPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('creditReports')
  const { cursor } = HeldFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listHeld(ctx, { cursor }))
  const here = '/credit-reports/held'
  return (
    <PageBody>
      <PageHeader title={t('heldTitle')} meta={t('heldLead', { days: ctx.lender.policy.creditNoticeDays })} />
      <CreditReportTabs current="held" />
      {rows.length > 0 ? <HeldTable rows={rows} currency={ctx.lender.currency} /> : <EmptyState icon={<ListChecks />} title={t('heldEmpty')} />}
      {(cursor || next) && <Pager previousHref={cursor ? here : undefined} nextHref={next ? `${here}?cursor=${next}` : undefined} />}
    </PageBody>
  )
}
