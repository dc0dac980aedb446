'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'

const relations = ['self', 'spouse', 'parent', 'child', 'relative', 'friend', 'colleague', 'employer', 'other'] as const

/** A new number or e-mail, with whose it is. */
export function AddPointForm({ token, action, onDone }: { token: string; action: FormAction; onDone: () => void }) {
  const t = useTranslations('contacts')
  return (
    <ActionForm
      action={action}
      idPrefix="add-"
      hidden={{ token }}
      onOk={onDone}
      label={t('add')}
      className="gap-3 rounded-lg bg-sunken p-3"
    >
      <div className="grid grid-cols-2 gap-3">
        <Select
          name="kind"
          label={t('pointKind')}
          options={['phone', 'email'].map(value => ({ value, label: t(`pointKinds.${value}`) }))}
        />
        <Select
          name="relation"
          label={t('whose')}
          options={relations.map(value => ({ value, label: t(`relations.${value}`) }))}
        />
      </div>
      <Input name="value" label={t('value')} autoComplete="off" />
      <Input name="personName" label={t('personName')} optional autoComplete="off" maxLength={80} />
      <Button type="submit" className="self-start">
        {t('add')}
      </Button>
    </ActionForm>
  )
}
