import { FileText } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { CreditReportTabs } from '@/components/credit-reports/credit-report-tabs'
import { FirstReportNotice } from '@/components/credit-reports/first-report-notice'
import { RunTable } from '@/components/credit-reports/run-table'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { RunsFilter } from '@/lib/credit-reports/input'
import { previewFirstReport } from '@/lib/credit-reports/preview-queries'
import { listRuns } from '@/lib/credit-reports/queries'
import { reportsToBureau } from '@/lib/credit-reports/scope'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('creditReports'))('title') }
}

export default async function CreditReportsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('creditReports')
  const { cursor } = RunsFilter.parse(await searchParams)
  const [{ rows, next }, first] = await orNotFound(Promise.all([listRuns(ctx, { cursor }), previewFirstReport(ctx)]))
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead', { days: ctx.lender.policy.creditNoticeDays })} />
      <CreditReportTabs current="files" />
      {rows.length > 0 ? (
        <RunTable rows={rows} currency={ctx.lender.currency} today={ctx.today} />
      ) : (
        <>
          {first && <FirstReportNotice first={first} />}
          <EmptyState icon={<FileText />} title={t('empty')}>
            {t(reportsToBureau(ctx) ? 'emptyText' : 'elsewhere')}
          </EmptyState>
        </>
      )}
      {(cursor || next) && <Pager previousHref={cursor ? '/credit-reports' : undefined} nextHref={next ? `/credit-reports?cursor=${next}` : undefined} />}
    </PageBody>
  )
}
