'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { queryOf } from '@/components/plans/plan-desk'
import { TermsFields, type TermsBounds } from '@/components/plans/terms-fields'
import { TermsPreview } from '@/components/plans/terms-preview'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Textarea } from '@/components/ui/textarea'
import type { Currency } from '@/lib/money'
import type { PlanTerms } from '@/lib/plans/plan'

type Props = { token: string; action: FormAction }
type ChangeProps = Props & {
  terms: PlanTerms
  currency: Currency
  bounds: Omit<TermsBounds, 'currency' | 'locale'>
  affordableCents: number | null
  previewUrl: string
}

/** Approve, change or return a plan that waits. */
export function ApprovalForms(props: ChangeProps) {
  const t = useTranslations('escalations')
  const { token, action } = props
  return (
    <div className="flex flex-wrap items-start gap-3">
      <ActionForm action={action} hidden={{ token, decision: 'approve' }} idPrefix="approve-" className="gap-2">
        <Button type="submit" variant="primary">
          {t('approve')}
        </Button>
      </ActionForm>
      <ChangeDialog {...props} />
      <Dialog title={t('return')} description={t('returnLead')} trigger={t('return')}>
        <ActionForm action={action} hidden={{ token, decision: 'return' }} idPrefix="return-">
          <Textarea name="note" label={t('reason')} maxLength={2000} />
          <Button type="submit" variant="primary" className="self-end">
            {t('returnSend')}
          </Button>
        </ActionForm>
      </Dialog>
    </div>
  )
}

function ChangeDialog({ token, action, terms, currency, bounds, affordableCents, previewUrl }: ChangeProps) {
  const t = useTranslations('escalations')
  const locale = useLocale()
  const [query, setQuery] = useState<string | null>(null)
  return (
    <Dialog title={t('change')} trigger={t('change')} size="lg">
      <ActionForm action={action} hidden={{ token, decision: 'change' }} idPrefix="change-">
        <fieldset
          onChange={event => {
            const form = event.currentTarget.closest('form')
            if (form) setQuery(queryOf(form))
          }}
        >
          <legend className="sr-only">{t('change')}</legend>
          <TermsFields bounds={{ ...bounds, currency, locale }} start={terms} />
        </fieldset>
        {query !== null && <TermsPreview url={previewUrl} query={query} currency={currency} affordableCents={affordableCents} />}
        <Textarea name="note" label={t('reason')} maxLength={2000} rows={2} />
        <Button type="submit" variant="primary" className="self-end">
          {t('changeSend')}
        </Button>
      </ActionForm>
    </Dialog>
  )
}

/** What was done about a broken plan, a dispute or a complaint. */
export function ResolveForm({ token, action }: Props) {
  const t = useTranslations('escalations')
  return (
    <ActionForm
      action={action}
      hidden={{ token, decision: 'resolve' }}
      idPrefix="resolve-"
      className="max-w-xl"
      label={t('resolve')}
    >
      <Textarea name="note" label={t('resolveNote')} hint={t('resolveLead')} maxLength={2000} />
      <Button type="submit" variant="primary" className="self-start">
        {t('resolve')}
      </Button>
    </ActionForm>
  )
}

/** The written answer that settles a dispute of what was reported. */
export function AnswerForm({ token, requestKey, action }: Props & { requestKey: string }) {
  const t = useTranslations('escalations')
  return (
    <ActionForm action={action} hidden={{ token, requestKey }} idPrefix="answer-" className="max-w-xl" label={t('answer')}>
      <Textarea name="body" label={t('answerBody')} hint={t('answerLead')} rows={5} maxLength={4000} required />
      <Button type="submit" variant="primary" className="self-start">
        {t('answer')}
      </Button>
    </ActionForm>
  )
}
