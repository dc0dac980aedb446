'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'

type Props = { agencyId: string; name: string; action: FormAction }

/** A new key, shown once; closing the dialog forgets it. */
export function AgencyKey({ agencyId, name, action }: Props) {
  const t = useTranslations('placements')
  const [open, setOpen] = useState(false)
  const [key, setKey] = useState<string | null>(null)
  function change(next: boolean) {
    setOpen(next)
    if (!next) setKey(null)
  }
  return (
    <Dialog open={open} onOpenChange={change} trigger={t('newKey')} triggerLabel={t('newKeyFor', { agency: name })} title={t('newKeyFor', { agency: name })} description={t('newKeyHint')} size="sm">
      {key ? (
        <p role="status" className="font-mono text-sm break-all text-ink select-all">
          {key}
        </p>
      ) : (
        <ActionForm action={action} idPrefix={`key-${agencyId}-`} hidden={{ agencyId }} onOk={state => setKey(state.values?.key ?? null)} label={t('newKey')}>
          <Button type="submit" variant="primary" className="self-start">
            {t('makeKey')}
          </Button>
        </ActionForm>
      )}
    </Dialog>
  )
}
