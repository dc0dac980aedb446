import { ListChecks } from 'lucide-react'
import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { CreditReportTabs } from '@/components/credit-reports/credit-report-tabs'
import { WithdrawForm } from '@/components/credit-reports/loan-forms'
import { WithdrawalCard } from '@/components/credit-reports/withdrawal-card'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Pager } from '@/components/ui/pager'
import { CorrectionsFilter } from '@/lib/credit-reports/input'
import { listWithdrawals } from '@/lib/credit-reports/withdrawal-queries'
import { decideWithdrawalAction, proposeWithdrawalAction } from '../actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('creditReports'))('withdrawalsTitle') }
}

export default async function WithdrawalsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('creditReports')
  const filter = CorrectionsFilter.parse(await searchParams)
  const { rows, next } = await orNotFound(listWithdrawals(ctx, filter))
  const here = `/credit-reports/withdrawals?show=${filter.show}`
  const shown = (['waiting', 'decided'] as const).map(show => ({ href: `/credit-reports/withdrawals?show=${show}`, label: t(`shown.${show}`), current: show === filter.show }))
  return (
    <PageBody>
      <PageHeader title={t('withdrawalsTitle')} meta={t('withdrawalsLead')} />
      <CreditReportTabs current="withdrawals" />
      <div className="mt-5 flex flex-col gap-5">
        <LinkTabs label={t('withdrawalsTitle')} tabs={shown} />
        {rows.length === 0 ? (
          <EmptyState icon={<ListChecks />} title={t('correctionsEmpty')} />
        ) : (
          <ul className="flex max-w-3xl flex-col gap-4">
            {rows.map(row => (
              <li key={row.id}>
                <WithdrawalCard row={row} timeZone={ctx.lender.timeZone} decide={decideWithdrawalAction} />
              </li>
            ))}
          </ul>
        )}
        {(filter.cursor || next) && <Pager previousHref={filter.cursor ? here : undefined} nextHref={next ? `${here}&cursor=${next}` : undefined} />}
        <WithdrawForm action={proposeWithdrawalAction} />
      </div>
    </PageBody>
  )
}
