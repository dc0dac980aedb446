import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { ProposalLine } from '@/lib/payments/proposal-queries'
import { toToken } from '@/lib/url-token'
import { ConfirmPayment } from './confirm-payment'

type Props = { row: ProposalLine; currency: Currency; timeZone: string; action: FormAction | null }

/** Money that waits for a second person, with all there is to check and both answers. */
export function ProposalCard({ row, currency, timeZone, action }: Props) {
  const t = useTranslations('proposals')
  const token = toToken(row.borrowerId, row.id)
  const facts = [
    { id: 'borrower', term: t('borrower'), detail: `${row.borrowerName} · ${row.borrowerNumber}` },
    { id: 'number', term: t('number'), detail: row.targetNumber },
    { id: 'effectiveOn', term: t('effectiveOn'), detail: <DateText value={row.effectiveOn} /> },
    ...(row.reference ? [{ id: 'reference', term: t('reference'), detail: row.reference }] : []),
    ...(row.reason ? [{ id: 'reason', term: t('reason'), detail: row.reason }] : []),
    { id: 'asked', term: t('askedBy'), detail: <>{row.askedByName} · <DateText value={row.askedAt} timeZone={timeZone} /></> },
    ...(row.decisionNote ? [{ id: 'note', term: t('note'), detail: row.decisionNote }] : []),
  ]
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line px-4 py-3">
      <h2 className="text-base font-semibold text-ink">
        {t(`kinds.${row.kind}`)} <Money amountCents={row.amountCents} currency={currency} strong /> {row.status !== 'waiting' && <span>{t(`statuses.${row.status}`)}</span>}
      </h2>
      <DescriptionList lined items={facts} />
      {row.status === 'waiting' && row.isOwn && <p className="text-sm text-ink-soft">{t('own')}</p>}
      {row.status === 'waiting' && !row.isOwn && action && (
        <div className="flex flex-col gap-3">
          <ActionForm action={action} idPrefix={`c${row.id}-`} hidden={{ token, decision: 'confirm' }} label={t('confirm')}>
            <ConfirmPayment label={t('confirm')} />
          </ActionForm>
          <ActionForm action={action} idPrefix={`d${row.id}-`} hidden={{ token, decision: 'decline' }} label={t('decline')}>
            <Input name="note" label={t('declineReason')} maxLength={300} autoComplete="off" required />
            <ConfirmPayment label={t('decline')} />
          </ActionForm>
        </div>
      )}
    </article>
  )
}
