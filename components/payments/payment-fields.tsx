'use client'

import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import type { Currency } from '@/lib/money'
import { CHANNELS } from '@/lib/payments/input'

export type TypedPayment = { number: string; amount: string; effectiveOn: string; channel: string; reference: string }
type Props = { typed: TypedPayment; errors: Record<string, string>; currency: Currency; today: string }

/** First step: what came in. A plain GET form, so that the look ahead has an address and works without script. */
export function PaymentFields({ typed, errors, currency, today }: Props) {
  const t = useTranslations('payments')
  return (
    <form method="get" noValidate aria-label={t('whatCameIn')} className="flex max-w-xl flex-col gap-(--stack)">
      <Input name="number" label={t('number')} hint={t('numberHint')} defaultValue={typed.number} error={errors.number} autoComplete="off" required />
      <div className="flex flex-wrap gap-4">
        <MoneyField name="amount" label={t('amount')} currency={currency} defaultValue={typed.amount} error={errors.amount} required />
        <DateField name="effectiveOn" label={t('effectiveOn')} defaultValue={typed.effectiveOn || today} max={today} error={errors.effectiveOn} required />
      </div>
      <Select
        name="channel"
        label={t('channel')}
        defaultValue={typed.channel || 'bank_transfer'}
        error={errors.channel}
        options={CHANNELS.map(value => ({ value, label: t(`channels.${value}`) }))}
      />
      <Input name="reference" label={t('reference')} hint={t('referenceHint')} defaultValue={typed.reference} error={errors.reference} autoComplete="off" optional />
      <div>
        <Button type="submit" variant="secondary">
          {t('lookAhead')}
        </Button>
      </div>
    </form>
  )
}
