import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { ProviderEvent } from '@/lib/payments/provider-event-queries'
import { ConfirmPayment } from './confirm-payment'

type Props = { event: ProviderEvent; currency: Currency; timeZone: string; action: FormAction }

/** One thing the provider told that needs a person: what it was, why it waits, what to do. */
export function ProviderEventCard({ event, currency, timeZone, action }: Props) {
  const t = useTranslations('providers')
  const { id, provider, reference, amountCents, receivedAt, payment, lineId, decided } = event
  const type = event.type.replace('.', '_')
  const link = 'inline-flex min-h-6 items-center text-accent hover:underline'
  const facts = [
    { id: 'provider', term: t('provider'), detail: provider },
    { id: 'reference', term: t('reference'), detail: <span className="break-all">{reference}</span> },
    { id: 'receivedAt', term: t('receivedAt'), detail: <DateText value={receivedAt} timeZone={timeZone} /> },
    ...(payment
      ? [
          {
            id: 'payment',
            term: t('payment'),
            detail: (
              <Link href={`/payments/${payment.token}`} className={link}>
                <Money amountCents={payment.amountCents} currency={currency} /> {payment.isTakenBack && `(${t('takenBack')})`}
              </Link>
            ),
          },
        ]
      : []),
    ...(lineId ? [{ id: 'line', term: t('line'), detail: <Link href={`/payments/unmatched/${lineId}`} className={link}>{t('openLine')}</Link> }] : []),
    ...(decided ? [{ id: 'by', term: t('by'), detail: <>{decided.byName} · <DateText value={decided.at} timeZone={timeZone} /></> }, { id: 'note', term: t('note'), detail: decided.note }] : []),
  ]
  return (
    <article className="flex flex-col gap-3 rounded-lg border border-line px-4 py-3">
      <h2 className="flex flex-wrap items-center gap-2 text-base font-semibold text-ink">
        {t(t.has(`types.${type}`) ? `types.${type}` : 'types.other')}
        {amountCents !== null && <Money amountCents={amountCents} currency={currency} strong />}
        {!decided && <Badge tone="attention">{t(event.isRefused ? 'refused' : 'held')}</Badge>}
      </h2>
      {!decided && <p className="text-sm text-ink-soft">{t(t.has(`reasons.${event.reason}`) ? `reasons.${event.reason}` : 'reasons.other')}</p>}
      <DescriptionList lined items={facts} />
      {!decided && (
        <ActionForm action={action} idPrefix={`e${id}-`} hidden={{ eventId: id }} label={`${t('settle')}: ${t('reference')} ${reference}`}>
          <Input name="note" label={t('note')} hint={t('noteHint')} maxLength={300} autoComplete="off" required />
          <ConfirmPayment label={t('settle')} />
        </ActionForm>
      )}
    </article>
  )
}
