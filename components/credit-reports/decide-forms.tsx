import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { ConfirmPayment } from '@/components/payments/confirm-payment'
import { Input } from '@/components/ui/input'

/** The second person's answer: yes, or back with a reason. */
export function DecideForms({ token, action, approve }: { token: string; action: FormAction; approve: string }) {
  const t = useTranslations('creditReports')
  return (
    <div className="flex flex-col gap-3">
      <ActionForm action={action} idPrefix={`a${token}-`} hidden={{ token, decision: 'approve' }} label={approve}>
        <ConfirmPayment label={approve} />
      </ActionForm>
      <ActionForm action={action} idPrefix={`r${token}-`} hidden={{ token, decision: 'return' }} label={t('return')}>
        <Input name="note" label={t('returnReason')} maxLength={300} autoComplete="off" required />
        <ConfirmPayment label={t('return')} />
      </ActionForm>
    </div>
  )
}
