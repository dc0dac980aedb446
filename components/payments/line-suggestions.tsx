import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { decimalText } from '@/lib/money'
import type { LineDetail } from '@/lib/payments/bank-inbox-queries'
import { ConfirmPayment } from './confirm-payment'
import { MatchReasons } from './match-reasons'

/** Whose the money may be, the likeliest first, each with one button. */
export function LineSuggestions({ line, action }: { line: LineDetail; action: FormAction }) {
  const t = useTranslations('statements')
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-base font-semibold text-ink">{t('suggestions')}</h2>
      {line.suggestions.length === 0 && <p className="text-ink-soft">{t('noSuggestions')}</p>}
      <ol className="flex flex-col gap-3">
        {line.suggestions.map((one, i) => (
          <li key={`${one.kind} ${one.number}`} className="flex flex-wrap items-center justify-between gap-3 rounded-lg border border-line px-4 py-3">
            <div className="flex flex-col">
              <span>
                {one.borrowerName} · {one.borrowerNumber}
              </span>
              <span className="text-sm">
                <MatchReasons number={one.number} reasons={one.reasons} />
              </span>
            </div>
            <ActionForm action={action} idPrefix={`s${i}-`} hidden={{ lineId: line.id, kind1: one.kind, number1: one.number, amount1: decimalText(line.amountCents) }} label={t('postTo', { name: one.borrowerName })}>
              <ConfirmPayment label={t('postTo', { name: one.borrowerName })} />
            </ActionForm>
          </li>
        ))}
      </ol>
    </section>
  )
}
