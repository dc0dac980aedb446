import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { CreditReportTabs } from '@/components/credit-reports/credit-report-tabs'
import { DisputeTable } from '@/components/credit-reports/dispute-table'
import { TakeDownForm } from '@/components/credit-reports/loan-forms'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { listDisputes } from '@/lib/credit-reports/dispute-queries'
import { RunsFilter } from '@/lib/credit-reports/input'
import { disputeDays } from '@/lib/threads/input'
import { takeDownDisputeAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('creditReports'))('disputesTitle') }
}

/** A supervisor answers, under escalations; here compliance sees the clock and takes down what is said by telephone. */
export default async function DisputesPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('creditReports')
  const { cursor } = RunsFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listDisputes(ctx, { cursor }))
  const here = '/credit-reports/disputes'
  return (
    <PageBody>
      <PageHeader title={t('disputesTitle')} meta={t('disputesLead', { days: disputeDays })} />
      <CreditReportTabs current="disputes" />
      <div className="mt-5 flex flex-col gap-5">
        {rows.length > 0 ? <DisputeTable rows={rows} today={ctx.today} timeZone={ctx.lender.timeZone} /> : <EmptyState icon={<ListChecks />} title={t('disputesEmpty')} />}
        {(cursor || next) && <Pager previousHref={cursor ? here : undefined} nextHref={next ? `${here}?cursor=${next}` : undefined} />}
        <TakeDownForm action={takeDownDisputeAction} />
      </div>
    </PageBody>
  )
}
