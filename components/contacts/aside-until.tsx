'use client'

import { CalendarClock } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { momentInWords } from '@/components/ui/date-words'

type Props = { token: string; at: Date; timeZone: string; action: FormAction }

/** What is not allowed now is offered for the moment from which it is, today too: the case comes back by itself. The time is the borrower's. */
export function AsideUntil({ token, at, timeZone, action }: Props) {
  const t = useTranslations('contacts')
  const locale = useLocale()
  const words = t('asideUntil', { date: momentInWords(at, locale, timeZone) })
  return (
    <ActionForm action={action} idPrefix="aside-" hidden={{ token, until: at.toISOString() }} label={words}>
      <Button type="submit" className="self-start">
        <CalendarClock aria-hidden />
        {words}
      </Button>
    </ActionForm>
  )
}
