import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { MoneyDifference } from '@/lib/payments/difference'
import type { PaymentPreview as Preview } from '@/lib/payments/queries'
import { AllocationTable } from './allocation-table'
import { ConfirmPayment } from './confirm-payment'
import { DifferenceList } from './difference-list'

type Props = { preview: Preview; difference: MoneyDifference | null; currency: Currency; action: FormAction; hidden: Record<string, string> }

/** Second step: where the money would go, then the button that records it. */
export function PaymentPreview({ preview, difference, currency, action, hidden }: Props) {
  const t = useTranslations('payments')
  const change = (key: 'dueCents' | 'outstandingCents') => (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <Money amountCents={preview.before[key]} currency={currency} />
      <span aria-hidden>→</span>
      <span className="sr-only">{t('becomes')}</span>
      <Money amountCents={preview.after[key]} currency={currency} strong />
    </span>
  )
  return (
    <section className="flex max-w-3xl flex-col gap-4">
      <h2 className="text-base font-semibold text-ink">{t('whereItGoes')}</h2>
      <DescriptionList
        lined
        items={[
          { id: 'borrower', term: t('borrower'), detail: `${preview.borrowerName} · ${preview.borrowerNumber}` },
          { id: 'due', term: t('due'), detail: change('dueCents') },
          { id: 'outstanding', term: t('outstanding'), detail: change('outstandingCents') },
        ]}
      />
      {difference && <DifferenceList difference={difference} currency={currency} />}
      <ActionForm action={action} hidden={hidden} idPrefix="confirm-" label={t('record')}>
        <ConfirmPayment label={t('recordThis')} />
      </ActionForm>
      <AllocationTable caption={t('whereItGoes')} rows={preview.allocations} currency={currency} />
    </section>
  )
}
