'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Input } from '@/components/ui/input'

type Props = { provider: string; action: FormAction }

/** Sets a provider's secret; one that was made here is shown once, and closing the dialog forgets it. */
export function SecretForm({ provider, action }: Props) {
  const t = useTranslations('providers')
  const [open, setOpen] = useState(false)
  const [secret, setSecret] = useState<string | null>(null)
  function change(next: boolean) {
    setOpen(next)
    if (!next) setSecret(null)
  }
  return (
    <Dialog open={open} onOpenChange={change} trigger={t('set')} triggerLabel={t('set')} title={t('set')} description={t(secret ? 'newSecret' : 'setHint')} size="sm">
      {secret ? (
        <p role="status" className="font-mono text-sm break-all text-ink select-all">
          {secret}
        </p>
      ) : (
        <ActionForm action={action} idPrefix="secret-" onOk={state => setSecret(state.values?.secret ?? null)} label={t('set')}>
          <Input name="provider" label={t('providerName')} hint={t('providerNameHint')} defaultValue={provider} maxLength={40} autoComplete="off" required />
          <Input name="secret" label={t('secretField')} hint={t('secretFieldHint')} maxLength={100} autoComplete="off" optional />
          <Button type="submit" variant="primary" className="self-start">
            {t('make')}
          </Button>
        </ActionForm>
      )}
    </Dialog>
  )
}
