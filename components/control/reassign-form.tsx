'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { TeamRow } from '@/lib/cases/control-queries'

/** Moves waiting cases from one person, or the pool, to another. */
export function ReassignForm({ team, action }: { team: readonly TeamRow[]; action: FormAction }) {
  const t = useTranslations('control')
  const people = team.flatMap(row => (row.id && row.name ? [{ value: row.id, label: `${row.name} (${row.waiting})` }] : []))
  return (
    <section aria-labelledby="reassign" className="max-w-3xl">
      <h2 id="reassign" className="text-lg font-semibold text-ink">
        {t('reassign')}
      </h2>
      <p className="mb-3 text-ink-soft">{t('reassignText')}</p>
      <ActionForm action={action} idPrefix="reassign-" label={t('reassign')}>
        <div className="grid grid-cols-1 gap-4 sm:grid-cols-3">
          <Select name="fromId" label={t('from')} placeholder={t('pool')} options={people} />
          <Select name="toId" label={t('to')} placeholder={t('choose')} options={people} />
          <Input name="count" label={t('howMany')} inputMode="numeric" defaultValue="10" maxLength={3} />
        </div>
        <Button type="submit" variant="primary" className="self-start">
          {t('move')}
        </Button>
      </ActionForm>
    </section>
  )
}
