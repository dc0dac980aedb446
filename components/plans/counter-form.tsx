'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import type { Currency } from '@/lib/money'

type Props = {
  action: FormAction
  hidden: Record<string, string>
  id: string
  currency: Currency
  start: { amount: string; frequency: string; firstDueOn: string }
  minDueOn: string
}

/** What a borrower could pay instead of an offer: an amount, how often, from when. */
export function CounterForm({ action, hidden, id, currency, start, minDueOn }: Props) {
  const t = useTranslations('counter')
  return (
    <ActionForm action={action} hidden={hidden} idPrefix={`counter-${id}-`} label={t('title')}>
      <p className="text-ink-soft">{t('lead')}</p>
      <MoneyField name="amount" currency={currency} label={t('amount')} defaultValue={start.amount} />
      <Select
        name="frequency"
        label={t('frequency')}
        defaultValue={start.frequency}
        options={(['monthly', 'fortnightly', 'weekly'] as const).map(value => ({ value, label: t(value) }))}
      />
      <DateField name="firstDueOn" label={t('firstDueOn')} min={minDueOn} defaultValue={start.firstDueOn} />
      <Textarea name="note" label={t('note')} optional rows={2} maxLength={1000} />
      <Button type="submit" variant="primary" className="max-sm:w-full sm:self-start">
        {t('send')}
      </Button>
    </ActionForm>
  )
}
