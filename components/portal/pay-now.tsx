import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { MoneyField } from '@/components/ui/money-field'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { formatMoney, type Currency } from '@/lib/money'
import { mostPayable, payOptions, type Payable } from '@/lib/payments/link-choice'

type Props = { payable: Payable; currency: Currency; lender: string; requestId: string; action: FormAction }

/** Chooses an amount; the payment itself happens at the provider, so that no card number is asked for here. */
export function PayNow({ payable, currency, lender, requestId, action }: Props) {
  const t = useTranslations('portal.pay.now')
  const locale = useLocale()
  const money = (amountCents: number) => formatMoney(amountCents, currency, locale)
  const options = payOptions(payable)
  const choices = options.map(({ kind, value, amountCents, number, on }) => ({
    value,
    label: t(`options.${kind}`, { amount: money(amountCents), number: number ?? '' }),
    hint: on && t.rich('on', { date: () => <DateText value={on} /> }),
  }))
  return (
    <section aria-labelledby="pay-now-title" className="flex flex-col gap-4">
      <h2 id="pay-now-title" className="text-xl font-semibold">
        {t('title')}
      </h2>
      {payable.loans.length === 0 ? (
        <p>{t('nothing')}</p>
      ) : (
        <>
          <p className="text-ink-soft">{t('lead')}</p>
          <ActionForm action={action} hidden={{ lender, requestId }} label={t('title')}>
            <RadioGroup name="choice" look="cards" legend={t('legend')} choices={[...choices, { value: 'other', label: t('options.other') }]} defaultValue={choices[0]?.value ?? 'other'} />
            <MoneyField name="amount" label={t('amount')} hint={t('amountHint', { most: money(mostPayable(payable)) })} currency={currency} optional />
            {payable.loans.length > 1 && (
              <Select
                name="loan"
                label={t('loan')}
                hint={t('loanHint')}
                options={[{ value: '', label: t('loanAny') }, ...payable.loans.map(({ id, number }) => ({ value: id, label: number }))]}
              />
            )}
            <Button type="submit" variant="primary" className="self-start max-sm:w-full">
              {t('go')}
            </Button>
          </ActionForm>
        </>
      )}
    </section>
  )
}
