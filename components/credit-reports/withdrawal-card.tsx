import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import type { WithdrawalLine } from '@/lib/credit-reports/withdrawal-queries'
import { toToken } from '@/lib/url-token'
import { DecideForms } from './decide-forms'

type Props = { row: WithdrawalLine; timeZone: string; decide: FormAction }

/** A loan that is to be taken out of what was reported, why, and the second person's answer. */
export function WithdrawalCard({ row, timeZone, decide }: Props) {
  const t = useTranslations('creditReports')
  const facts = [
    { id: 'borrower', term: t('borrower'), detail: `${row.borrowerName} · ${row.borrowerNumber}` },
    { id: 'months', term: t(row.status === 'approved' ? 'monthsWithdrawn' : 'monthsReported'), detail: row.months },
    { id: 'reason', term: t('withdrawReason'), detail: t(`withdrawalReasons.${row.reason}`) },
    { id: 'note', term: t('note'), detail: row.note },
    { id: 'asked', term: t('askedBy'), detail: <>{row.askedByName ?? '–'} · <DateText value={row.askedAt} timeZone={timeZone} /></> },
    ...(row.decidedAt ? [{ id: 'decided', term: t('decidedOn'), detail: <DateText value={row.decidedAt} timeZone={timeZone} /> }] : []),
    ...(row.decisionNote ? [{ id: 'decision', term: t('decisionNote'), detail: row.decisionNote }] : []),
  ]
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line px-4 py-3">
      <h2 className="text-base font-semibold text-ink">
        {row.loanNumber} {row.status !== 'proposed' && <span>{t(`withdrawalStatuses.${row.status}`)}</span>}
      </h2>
      <DescriptionList lined items={facts} />
      {row.status === 'proposed' &&
        (row.isOwn ? <p className="text-sm text-ink-soft">{t('own')}</p> : <DecideForms token={toToken(row.borrowerId, row.id)} action={decide} approve={t('approveWithdrawal')} />)}
    </article>
  )
}
