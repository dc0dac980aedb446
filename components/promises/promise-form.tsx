'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField } from '@/components/ui/date-field'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import type { CaseView } from '@/lib/cases/case-view'
import { decimalText } from '@/lib/money'

type Props = {
  view: CaseView
  contactId: string | null
  firstDay: string
  lastDay: string
  take: FormAction
  cancel: FormAction
}

/** Takes a promise of amount and date; one that is open is shown, and can be taken back. */
export function PromiseForm({ view, contactId, firstDay, lastDay, take, cancel }: Props) {
  const t = useTranslations('promises')
  const { promise, token } = view
  if (promise) {
    return (
      <ActionForm key="cancel" action={cancel} idPrefix="cancel-" hidden={{ token, promiseId: promise.id }} label={t('cancel')}>
        <p className="text-ink-soft">
          {t('openOne')} <Money amountCents={promise.amountCents} currency={view.currency} strong /> ·{' '}
          <DateText value={promise.dueOn} />
        </p>
        <Select
          name="reason"
          label={t('cancelWhy')}
          options={['asked', 'replaced', 'mistake'].map(value => ({ value, label: t(`cancelReasons.${value}`) }))}
        />
        <Button type="submit" className="self-start">
          {t('cancel')}
        </Button>
      </ActionForm>
    )
  }
  return (
    <ActionForm key="take" action={take} idPrefix="promise-" hidden={{ token, contactId: contactId ?? '' }} label={t('take')}>
      <MoneyField
        name="amount"
        label={t('amount')}
        currency={view.currency}
        defaultValue={decimalText(view.dueCents)}
        autoFocus
        onFocus={event => event.target.select()}
      />
      <DateField name="dueOn" label={t('dueOn')} hint={t('dueOnHint', { date: lastDay })} min={firstDay} max={lastDay} />
      <MoreParts view={view} firstDay={firstDay} lastDay={lastDay} />
      {view.mayBeTimeBarred && <Checkbox name="toldOfLimitation" value="yes" label={t('told')} hint={t('toldHint')} />}
      <Button type="submit" variant="primary" className="self-start">
        {t('take')}
      </Button>
    </ActionForm>
  )
}

/** Two more dated parts for who pays in several steps. */
function MoreParts({ view, firstDay, lastDay }: Pick<Props, 'view' | 'firstDay' | 'lastDay'>) {
  const t = useTranslations('promises')
  return (
    <details>
      <summary className="inline-flex min-h-8 cursor-pointer items-center text-sm underline underline-offset-4">{t('inParts')}</summary>
      <div className="flex flex-col gap-3 pt-2">
        {([2, 3] as const).map(number => (
          <div key={number} className="flex flex-wrap gap-3">
            <MoneyField name={`amount${number}`} label={t('partAmount', { number })} currency={view.currency} optional />
            <DateField name={`dueOn${number}`} label={t('partDueOn', { number })} min={firstDay} max={lastDay} optional />
          </div>
        ))}
      </div>
    </details>
  )
}
