'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { CircumstanceKind } from '@/lib/circumstances/circumstance'
import { KindFields } from './kind-fields'

type Props = { token: string; newId: string; kinds: readonly CircumstanceKind[]; papers: readonly { id: string; name: string }[]; today: string; action: FormAction }

/** Asks what was learnt, since when and how it is known; the parts of a kind show once it is chosen. */
export function RecordCircumstance({ token, newId, kinds, papers, today, action }: Props) {
  const t = useTranslations('circumstances')
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<CircumstanceKind | null>(kinds[0] ?? null)
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={t('record')} title={t('record')} description={t('recordHint')}>
      <ActionForm action={action} idPrefix="known-" hidden={{ token, circumstanceId: newId }} onOk={() => setOpen(false)} label={t('record')}>
        <Select
          name="kind"
          label={t('kind')}
          hint={kind ? t(`effects.${kind}`) : undefined}
          value={kind ?? ''}
          onChange={event => setKind(kinds.find(one => one === event.target.value) ?? null)}
          options={kinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
        />
        {kind && <KindFields kind={kind} />}
        <div className="grid gap-3 sm:grid-cols-2">
          <DateField name="sinceOn" label={t('sinceOn')} defaultValue={today} max={today} />
          <DateField name="untilOn" label={t('untilOn')} optional min={today} />
        </div>
        <Input name="basis" label={t('basis')} hint={t('basisHint')} maxLength={500} autoComplete="off" />
        {papers.length > 0 && <Select name="documentId" label={t('paper')} optional placeholder={t('noPaper')} options={papers.map(({ id, name }) => ({ value: id, label: name }))} />}
        <Button type="submit" variant="primary" className="self-start">
          {t('save')}
        </Button>
      </ActionForm>
    </Dialog>
  )
}
