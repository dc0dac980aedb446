import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Input } from '@/components/ui/input'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { CHARGE_COMPONENTS } from '@/lib/loans/charge-input'
import type { ChargeLine } from '@/lib/loans/charge-queries'
import type { Currency } from '@/lib/money'

type Props = {
  loanNumber: string
  charges: readonly ChargeLine[]
  currency: Currency
  today: string
  caseToken: string
  requestId: string
  add: FormAction
  cancel: FormAction
}

/** What was billed beside a loan's schedule, each with the way to take it back, and a form for another. */
export function Charges({ loanNumber, charges, currency, today, caseToken, requestId, add, cancel }: Props) {
  const t = useTranslations('charges')
  const components = useTranslations('cases.components')
  return (
    <section aria-label={t('of', { number: loanNumber })} className="flex max-w-3xl flex-col gap-3">
      <h3 className="text-base font-semibold text-ink">{t('title')}</h3>
      {charges.length > 0 && (
        <ul className="divide-y divide-line">
          {charges.map(({ id, component, amountCents, dueOn, reason }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
              <span className="min-w-0 break-words">
                {components(component)} <Money amountCents={amountCents} currency={currency} /> · <DateText value={dueOn} /> · {reason}
              </span>
              <ActionForm action={cancel} hidden={{ caseToken, chargeId: id }} idPrefix={`charge-${id}-`} label={t('cancelOf', { reason })}>
                <Button type="submit">{t('cancel')}</Button>
              </ActionForm>
            </li>
          ))}
        </ul>
      )}
      <details>
        <summary className="cursor-pointer text-sm font-medium text-accent">{t('add')}</summary>
        <ActionForm action={add} hidden={{ caseToken, loanNumber, requestId }} idPrefix={`charge-${loanNumber}-`} label={t('add')} className="mt-2 max-w-md">
          <p className="text-sm text-ink-soft">{t('addText')}</p>
          <Select name="component" label={t('component')} options={CHARGE_COMPONENTS.map(value => ({ value, label: components(value) }))} />
          <MoneyField name="amount" label={t('amount')} currency={currency} inputMode="decimal" autoComplete="off" />
          <Input name="dueOn" type="date" label={t('dueOn')} defaultValue={today} />
          <Input name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={200} />
          <Button type="submit" className="self-start">
            {t('confirm')}
          </Button>
        </ActionForm>
      </details>
    </section>
  )
}
