import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { CorrectionCard } from '@/components/credit-reports/correction-card'
import { CreditReportTabs } from '@/components/credit-reports/credit-report-tabs'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Pager } from '@/components/ui/pager'
import { CorrectionsFilter } from '@/lib/credit-reports/input'
import { listCorrections } from '@/lib/credit-reports/queries'
import { decideCorrectionAction, proposeCorrectionAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('creditReports'))('correctionsTitle') }
}

export default async function CorrectionsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('creditReports')
  const filter = CorrectionsFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listCorrections(ctx, filter))
  const here = `/credit-reports/corrections?show=${filter.show}`
  const shown = (['waiting', 'decided'] as const).map(show => ({ href: `/credit-reports/corrections?show=${show}`, label: t(`shown.${show}`), current: show === filter.show }))
  return (
    <PageBody>
      <PageHeader title={t('correctionsTitle')} meta={t('correctionsLead')} />
      <CreditReportTabs current="corrections" />
      <div className="mt-5 flex flex-col gap-5">
        <LinkTabs label={t('correctionsTitle')} tabs={shown} />
        {rows.length === 0 ? (
          <EmptyState icon={<ListChecks />} title={t('correctionsEmpty')} />
        ) : (
          <ul className="flex max-w-3xl flex-col gap-4">
            {rows.map(row => (
              <li key={row.id}>
                <CorrectionCard row={row} currency={ctx.lender.currency} timeZone={ctx.lender.timeZone} propose={proposeCorrectionAction} decide={decideCorrectionAction} />
              </li>
            ))}
          </ul>
        )}
        {(filter.cursor || next) && <Pager previousHref={filter.cursor ? here : undefined} nextHref={next ? `${here}&cursor=${next}` : undefined} />}
      </div>
    </PageBody>
  )
}
