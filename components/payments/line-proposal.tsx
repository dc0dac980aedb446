import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import type { Currency } from '@/lib/money'
import type { LineDetail } from '@/lib/payments/bank-inbox-queries'
import { ConfirmPayment } from './confirm-payment'

type Props = { lineId: string; proposed: NonNullable<LineDetail['proposed']>; currency: Currency; timeZone: string; confirm: FormAction | null }

/** What one person said of a large line, and the second person's answer; another split below takes its place. */
export function LineProposal({ lineId, proposed, currency, timeZone, confirm }: Props) {
  const t = useTranslations('statements')
  return (
    <Notice tone="attention" title={t('waitsForSecond')}>
      <div className="flex flex-col gap-3">
        <ul>
          {proposed.parts.map(({ number, borrowerName, borrowerNumber, amountCents }, i) => (
            <li key={`${number} ${i}`}>
              {borrowerName} · {borrowerNumber === number ? number : `${borrowerNumber} · ${number}`} <Money amountCents={amountCents} currency={currency} />
            </li>
          ))}
        </ul>
        <p>
          {t('proposedBy', { name: proposed.byName })} · <DateText value={proposed.at} timeZone={timeZone} />
        </p>
        {proposed.isOwn && <p>{t('ownProposal')}</p>}
        {!proposed.isOwn && confirm && (
          <ActionForm action={confirm} idPrefix="confirm-" hidden={{ lineId, proposedAt: proposed.at.toISOString() }} label={t('confirmProposal')}>
            <ConfirmPayment label={t('confirmProposal')} />
          </ActionForm>
        )}
      </div>
    </Notice>
  )
}
