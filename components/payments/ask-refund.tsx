'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Dialog } from '@/components/ui/dialog'
import { MoneyField } from '@/components/ui/money-field'
import { Textarea } from '@/components/ui/textarea'
import { decimalText, type Cents, type Currency } from '@/lib/money'
import { ConfirmPayment } from './confirm-payment'

type Props = { action: FormAction; loanNumber: string; creditCents: Cents; currency: Currency; requestId: string }

/** Asks that what a payment left over be paid back; another person confirms. */
export function AskRefund({ action, loanNumber, creditCents, currency, requestId }: Props) {
  const t = useTranslations('proposals')
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen} trigger={t('askRefund')} triggerVariant="secondary" title={t('askRefund')} description={t('askRefundText')}>
      <ActionForm action={action} hidden={{ loanNumber, requestId }} idPrefix="refund-" label={t('askRefund')} onOk={() => setOpen(false)}>
        <MoneyField name="amount" label={t('amount')} currency={currency} defaultValue={decimalText(creditCents)} required />
        <Textarea name="reason" label={t('reason')} maxLength={300} rows={2} required />
        <ConfirmPayment label={t('askRefund')} />
      </ActionForm>
    </Dialog>
  )
}
