import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { LineDetail } from '@/lib/payments/bank-inbox-queries'
import { ConfirmPayment } from './confirm-payment'

type Props = { line: LineDetail; currency: Currency; undo: FormAction | null }

/** What a line was posted as, and the way back. */
export function LineParts({ line, currency, undo }: Props) {
  const t = useTranslations('statements')
  return (
    <section className="flex flex-col gap-3">
      {line.parts.length > 0 && <h2 className="text-base font-semibold text-ink">{t('postedAs')}</h2>}
      <ul className="flex flex-col gap-2">
        {line.parts.map(part => (
          <li key={part.token}>
            <Link href={`/payments/${part.token}`} className="inline-flex min-h-6 items-center gap-2 text-accent hover:underline">
              {part.borrowerName} · {part.borrowerNumber} <Money amountCents={part.amountCents} currency={currency} />
            </Link>
          </li>
        ))}
      </ul>
      {undo && (
        <ActionForm action={undo} hidden={{ lineId: line.id }} label={t('undo')}>
          <p className="text-sm text-ink-soft">{t('undoHint')}</p>
          <ConfirmPayment label={t('undo')} />
        </ActionForm>
      )}
    </section>
  )
}
