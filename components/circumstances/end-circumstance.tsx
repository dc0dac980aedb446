'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'

type Props = { token: string; id: string; title: string; action: FormAction }

/** Says why it is over; the record stays in the history. */
export function EndCircumstance({ token, id, title, action }: Props) {
  const t = useTranslations('circumstances')
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={t('end')} triggerVariant="ghost" triggerLabel={t('endThis', { what: title })} title={t('endThis', { what: title })} description={t('endHint')} size="sm">
      <ActionForm action={action} idPrefix={`end-${id}-`} hidden={{ token, circumstanceId: id }} onOk={() => setOpen(false)} label={t('end')}>
        <Input name="reason" label={t('endWhy')} maxLength={500} autoComplete="off" />
        <Button type="submit" variant="primary" className="self-start">
          {t('end')}
        </Button>
      </ActionForm>
    </Dialog>
  )
}
