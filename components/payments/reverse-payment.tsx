'use client'

import { useState, type ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Dialog } from '@/components/ui/dialog'
import { Textarea } from '@/components/ui/textarea'
import { ConfirmPayment } from './confirm-payment'

type Props = { action: FormAction; token: string; children?: ReactNode }

/** Asks why before money is taken back; `children` say what would change. */
export function ReversePayment({ action, token, children }: Props) {
  const t = useTranslations('payments')
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={t('reverse')} triggerVariant="secondary" title={t('reverseTitle')} description={t('reverseText')}>
      {children}
      <ActionForm action={action} hidden={{ token }} idPrefix="reverse-" label={t('reverseTitle')} onOk={() => setOpen(false)}>
        <Textarea name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={300} rows={3} required />
        <ConfirmPayment label={t('reverseThis')} />
      </ActionForm>
    </Dialog>
  )
}
