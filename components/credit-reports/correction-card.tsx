import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { ConfirmPayment } from '@/components/payments/confirm-payment'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { correctionReasons, type CorrectionReason } from '@/lib/credit-reports/input'
import type { CorrectionLine } from '@/lib/credit-reports/queries'
import type { Currency } from '@/lib/money'
import { toToken } from '@/lib/url-token'
import { ChangedField, FieldValue } from './changed-field'
import { DecideForms } from './decide-forms'

type Props = { row: CorrectionLine; currency: Currency; timeZone: string; propose: FormAction; decide: FormAction }

/** A line that no longer fits, what it would say instead, and the next step for the person who looks. */
export function CorrectionCard({ row, currency, timeZone, propose, decide }: Props) {
  const t = useTranslations('creditReports')
  const said =
    row.kind === 'add'
      ? (['statusCode', 'accountState', 'overdueCents', 'balanceCents'] as const).map(field => ({ id: field, term: t(`fields.${field}`), detail: <FieldValue field={field} value={row.content[field]} currency={currency} /> }))
      : row.changes.map(change => ({ id: change.field, term: t(`fields.${change.field}`), detail: <ChangedField change={change} currency={currency} /> }))
  const facts = [
    { id: 'borrower', term: t('borrower'), detail: `${row.borrowerName} · ${row.borrowerNumber}` },
    { id: 'asOf', term: t('asOf'), detail: <DateText value={row.asOf} /> },
    ...said,
    ...(row.reason ? [{ id: 'reason', term: t('reason'), detail: t(`reasons.${row.reason as CorrectionReason}`) }] : []),
    ...(row.note ? [{ id: 'note', term: t('note'), detail: row.note }] : []),
    ...(row.askedByName && row.askedAt ? [{ id: 'asked', term: t('askedBy'), detail: <>{row.askedByName} · <DateText value={row.askedAt} timeZone={timeZone} /></> }] : []),
    ...(row.decisionNote ? [{ id: 'decision', term: t('decisionNote'), detail: row.decisionNote }] : []),
  ]
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line px-4 py-3">
      <h2 className="text-base font-semibold text-ink">
        {t(`correctionKinds.${row.kind}`)} · {row.loanNumber} {(row.status === 'approved' || row.status === 'lapsed') && <span>{t(`statuses.${row.status}`)}</span>}
      </h2>
      <DescriptionList lined items={facts} />
      {row.status === 'found' && row.needsNotice && <p className="text-sm text-ink-soft">{t('waitsForNotice')}</p>}
      {row.status === 'found' && !row.needsNotice && <Propose row={row} action={propose} />}
      {row.status === 'proposed' && (row.isOwn ? <p className="text-sm text-ink-soft">{t('own')}</p> : <DecideForms token={toToken(row.borrowerId, row.id)} action={decide} approve={t('approve')} />)}
    </article>
  )
}

function Propose({ row, action }: { row: CorrectionLine; action: FormAction }) {
  const t = useTranslations('creditReports')
  const options = correctionReasons.map(value => ({ value, label: t(`reasons.${value}`) }))
  return (
    <ActionForm action={action} idPrefix={`p${row.id}-`} hidden={{ token: toToken(row.borrowerId, row.id) }} label={t('propose')}>
      <Select name="reason" label={t('reason')} options={options} placeholder={t('choose')} required />
      <Input name="note" label={t('note')} maxLength={300} autoComplete="off" optional />
      <ConfirmPayment label={t('propose')} />
    </ActionForm>
  )
}
