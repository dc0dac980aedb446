'use client'

import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { momentInWords } from '@/components/ui/date-words'
import { Textarea } from '@/components/ui/textarea'
import { OUTCOME_CODES } from '@/lib/contacts/outcomes'
import { OutcomePicker } from './outcome-picker'

type Props = {
  token: string
  call: { id: string; occurredAt: Date }
  /** Masked. */
  number: string | undefined
  timeZone: string
  firstDay: string
  lastDay: string
  action: FormAction
}

/** The result of the call that was just made. */
export function OutcomeForm({ token, call, number, timeZone, firstDay, lastDay, action }: Props) {
  const t = useTranslations('contacts')
  const locale = useLocale()
  return (
    <ActionForm
      action={action}
      idPrefix="result-"
      hidden={{ token, contactId: call.id }}
      label={t('resultTitle')}
      className="gap-3"
    >
      <div>
        <h2 className="font-semibold text-ink">{t('resultTitle')}</h2>
        <p className="text-sm text-ink-soft">
          {t('resultOf', { number: number ?? '', time: momentInWords(call.occurredAt, locale, timeZone) })}
        </p>
      </div>
      <OutcomePicker codes={OUTCOME_CODES} firstDay={firstDay} lastDay={lastDay} />
      <Textarea name="note" label={t('note')} optional rows={2} maxLength={2000} />
      <Button type="submit" variant="primary" className="self-start">
        {t('saveResult')}
      </Button>
    </ActionForm>
  )
}
