'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import { OUTCOME_CODES } from '@/lib/contacts/outcomes'
import { OutcomePicker } from './outcome-picker'

type Props = {
  token: string
  contactId: string
  firstDay: string
  lastDay: string
  action: FormAction
}

/** The result of the call that was just made. */
export function OutcomeForm({ token, contactId, firstDay, lastDay, action }: Props) {
  const t = useTranslations('contacts')
  return (
    <ActionForm
      action={action}
      idPrefix="result-"
      hidden={{ token, contactId }}

      label={t('resultTitle')}
      className="gap-3"
    >
      <h2 className="font-semibold text-ink">{t('resultTitle')}</h2>
      <OutcomePicker codes={OUTCOME_CODES} firstDay={firstDay} lastDay={lastDay} />
      <Textarea name="note" label={t('note')} optional rows={2} maxLength={2000} />
      <Button type="submit" variant="primary" className="self-start">
        {t('saveResult')}
      </Button>
    </ActionForm>
  )
}
