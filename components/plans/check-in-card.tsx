'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'

type Props = { dueOn: string; today: string; action: FormAction; hidden: Record<string, string> }

/** "Will this work?" before a date, with three answers that each lead on. */
export function CheckInCard({ dueOn, today, action, hidden }: Props) {
  const t = useTranslations('planChange')
  return (
    <section aria-labelledby="check-in" className="rounded-xl border border-accent-line bg-accent-soft p-4">
      <h2 id="check-in" className="text-lg font-semibold">
        {t('askTitle')}
      </h2>
      <p className="mt-1 mb-3 text-ink-soft">{t.rich('askText', { date: () => <DateText key="date" value={dueOn} now={today} show="both" /> })}</p>
      <ActionForm action={action} hidden={{ ...hidden, dueOn }} idPrefix="check-in-" label={t('askTitle')}>
        <div className="flex flex-col gap-3 sm:flex-row sm:flex-wrap">
          <Button type="submit" name="answer" value="yes" variant="primary">
            {t('answer.yes')}
          </Button>
          <Button type="submit" name="answer" value="move">
            {t('answer.move')}
          </Button>
          <Button type="submit" name="answer" value="changed">
            {t('answer.changed')}
          </Button>
        </div>
      </ActionForm>
    </section>
  )
}
