import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { ConfirmPayment } from '@/components/payments/confirm-payment'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { withdrawalReasons } from '@/lib/credit-reports/input'
import { disputeReasons, maxMessageLength } from '@/lib/threads/input'

/** Asks to take a loan out of what was reported. */
export function WithdrawForm({ action }: { action: FormAction }) {
  const t = useTranslations('creditReports')
  return (
    <LoanForm name="withdraw" action={action} label={t('withdraw')} lead={t('withdrawLead')}>
      <Select name="reason" label={t('withdrawReason')} options={withdrawalReasons.map(value => ({ value, label: t(`withdrawalReasons.${value}`) }))} placeholder={t('choose')} required />
      <Input name="note" label={t('withdrawNote')} maxLength={300} autoComplete="off" required />
    </LoanForm>
  )
}

/** Takes down what a borrower says by telephone or on paper. */
export function TakeDownForm({ action }: { action: FormAction }) {
  const t = useTranslations('creditReports')
  return (
    <LoanForm name="take-down" action={action} label={t('takeDown')} lead={t('takeDownLead')}>
      <Select name="reason" label={t('disputeReason')} options={disputeReasons.map(value => ({ value, label: t(`disputeReasons.${value}`) }))} placeholder={t('choose')} required />
      <Textarea name="body" label={t('theirWords')} rows={3} maxLength={maxMessageLength} required />
    </LoanForm>
  )
}

type Props = { name: string; action: FormAction; label: string; lead: string; children: ReactNode }

function LoanForm({ name, action, label, lead, children }: Props) {
  const t = useTranslations('creditReports')
  return (
    <section aria-labelledby={`${name}-title`} className="flex max-w-3xl flex-col gap-3 rounded-lg border border-line px-4 py-3">
      <h2 id={`${name}-title`} className="text-base font-semibold text-ink">
        {label}
      </h2>
      <p className="text-sm text-ink-soft">{lead}</p>
      <ActionForm action={action} idPrefix={`${name}-`} label={label}>
        <Input name="loanNumber" label={t('loanNumber')} maxLength={60} autoComplete="off" required />
        {children}
        <ConfirmPayment label={label} />
      </ActionForm>
    </section>
  )
}
