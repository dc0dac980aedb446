'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { SNOOZE_REASONS } from '@/lib/cases/queue'

export type SnoozeDates = { first: string; usual: string; last: string }
type FormProps = { token: string; action: FormAction; onDone?: () => void }

/** Puts a case away until a day, with a reason. */
export function SnoozeForm({ token, dates, action, onDone }: FormProps & { dates: SnoozeDates }) {
  const t = useTranslations('cases')
  return (
    <ActionForm action={action} idPrefix="snooze-" hidden={{ token }} onOk={onDone} label={t('snooze')}>
      <DateField name="until" label={t('snoozeUntil')} defaultValue={dates.usual} min={dates.first} max={dates.last} autoFocus />
      <Select
        name="reason"
        label={t('snoozeWhy')}
        options={SNOOZE_REASONS.map(value => ({ value, label: t(`snoozeReasons.${value}`) }))}
      />
      <Button type="submit" variant="primary" className="self-start">
        {t('snooze')}
      </Button>
    </ActionForm>
  )
}

/** A note for colleagues. */
export function NoteForm({ token, action, onDone }: FormProps) {
  const t = useTranslations('cases')
  return (
    <ActionForm action={action} idPrefix="note-" hidden={{ token }} resetOnOk onOk={onDone} label={t('note')}>
      <Textarea name="body" label={t('note')} hint={t('noteHint')} rows={4} maxLength={4000} autoFocus />
      <Button type="submit" variant="primary" className="self-start">
        {t('noteSave')}
      </Button>
    </ActionForm>
  )
}

/** Gives the case to a colleague or back to the pool. */
export function AssignForm({ token, workers, action, onDone }: FormProps & { workers: readonly { id: string; name: string }[] }) {
  const t = useTranslations('cases')
  return (
    <ActionForm action={action} idPrefix="assign-" hidden={{ token }} onOk={onDone} label={t('assign')}>
      <Select
        name="ownerId"
        label={t('assignTo')}
        placeholder={t('pool')}
        options={workers.map(worker => ({ value: worker.id, label: worker.name }))}
        autoFocus
      />
      <Button type="submit" variant="primary" className="self-start">
        {t('assign')}
      </Button>
    </ActionForm>
  )
}
