'use client'

import { CalendarClock } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { dateInWords } from '@/components/ui/date-words'

/** What is not allowed now is offered for the day on which it is: the case comes back by itself. */
export function AsideUntil({ token, date, action }: { token: string; date: string; action: FormAction }) {
  const t = useTranslations('contacts')
  const locale = useLocale()
  return (
    <ActionForm action={action} idPrefix="aside-" hidden={{ token, until: date, reason: 'not_allowed_yet' }} label={t('asideUntil', { date })}>
      <Button type="submit" className="self-start">
        <CalendarClock aria-hidden />
        {t('asideUntil', { date: dateInWords(date, locale) })}
      </Button>
    </ActionForm>
  )
}
