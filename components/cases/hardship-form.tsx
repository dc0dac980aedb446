'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { changes, offerFrequencies } from '@/lib/hardship/application-input'
import type { Currency } from '@/lib/money'

type Props = { token: string; currency: Currency; action: FormAction }

/** The three-minute notice, taken on the line: the clock and the pause start when it is sent. */
export function HardshipForm({ token, currency, action }: Props) {
  const t = useTranslations('cases')
  return (
    <ActionForm action={action} idPrefix="hardship-" hidden={{ token }} label={t('panels.hardship')}>
      <p className="text-sm text-ink-soft">{t('hardshipText')}</p>
      <Select
        name="whatChanged"
        label={t('whatChanged')}
        placeholder={t('choose')}
        options={changes.map(value => ({ value, label: t(`changes.${value}`) }))}
        autoFocus
      />
      <Textarea name="story" label={t('story')} hint={t('storyHint')} optional rows={3} maxLength={2000} />
      <MoneyField name="amount" label={t('couldPay')} hint={t('couldPayHint')} optional currency={currency} />
      <Select
        name="frequency"
        label={t('howOften')}
        options={offerFrequencies.map(value => ({ value, label: t(`frequencies.${value}`) }))}
        defaultValue="monthly"
      />
      <Button type="submit" variant="primary" className="self-start">
        {t('hardshipSend')}
      </Button>
    </ActionForm>
  )
}
