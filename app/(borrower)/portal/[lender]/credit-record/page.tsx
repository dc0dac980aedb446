import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { OwnReportList } from '@/components/credit-reports/own-report-list'
import { OwnWithdrawalList } from '@/components/credit-reports/own-withdrawal-list'
import { PortalHeading } from '@/components/layout/portal-shell'
import { LinkButton } from '@/components/ui/link-button'
import { listOwnReports } from '@/lib/credit-reports/queries'
import { listOwnWithdrawals } from '@/lib/credit-reports/withdrawal-queries'
import { reportedLine } from '@/lib/credit-reports/reported-line'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('creditRecord.title') }
}

/** Only what this lender reported, with the way to object (征信业管理条例 art. 25). */
export default async function CreditRecordPage({ params }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [rows, withdrawn, t] = await Promise.all([listOwnReports(ctx), listOwnWithdrawals(ctx), getTranslations('portal.creditRecord')])
  const base = `/portal/${lender}`
  return (
    <div className="flex flex-col gap-6">
      <PortalHeading title={t('title')} lead={t('lead')} />
      {rows.length > 0 ? (
        <OwnReportList
          rows={rows}
          currency={ctx.lender.currency}
          disputeHref={row => `${base}/dispute?${new URLSearchParams({ loan: row.loanNumber, line: reportedLine(row.asOf) }).toString()}`}
        />
      ) : (
        <p>{t(withdrawn.length > 0 ? 'emptyNow' : 'empty')}</p>
      )}
      {withdrawn.length > 0 && <OwnWithdrawalList rows={withdrawn} timeZone={ctx.lender.timeZone} />}
      <p className="text-[0.92em] text-ink-soft">{t('about', { hotline: ctx.lender.hotline })}</p>
      {rows.length === 0 && (
        <LinkButton href={`${base}/dispute`} variant="secondary" className="self-start max-sm:w-full">
          {t('wrong')}
        </LinkButton>
      )}
    </div>
  )
}
