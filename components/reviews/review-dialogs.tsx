'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'
import { declineReasons, evidenceTopics } from '@/lib/hardship/evidence-topics'

type Props = { token: string; action: FormAction }

/** Asks the borrower once for what can change the decision. */
export function AskDialog({ token, action }: Props) {
  const t = useTranslations('reviews')
  const h = useTranslations('hardship.topic')
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog title={t('ask')} description={t('askLead')} trigger={t('ask')} open={isOpen} onOpenChange={setOpen}>
      <ActionForm action={action} hidden={{ token }} idPrefix="ask-" onOk={() => setOpen(false)}>
        <RadioGroup
          several
          name="topics"
          legend={t('askTopics')}
          choices={evidenceTopics.map(topic => ({ value: topic, label: h(topic) }))}
        />
        <Textarea name="note" label={t('askNote')} optional maxLength={1000} />
        <Button type="submit" variant="primary" className="self-end">
          {t('askSend')}
        </Button>
      </ActionForm>
    </Dialog>
  )
}

/** Says no, with reasons and what would change it. */
export function DeclineDialog({ token, action }: Props) {
  const t = useTranslations('reviews')
  const h = useTranslations('hardship.refusal')
  const [isOpen, setOpen] = useState(false)
  return (
    <Dialog title={t('declineTitle')} description={t('declineLead')} trigger={t('decline')} open={isOpen} onOpenChange={setOpen}>
      <ActionForm action={action} hidden={{ token }} idPrefix="decline-" onOk={() => setOpen(false)}>
        <RadioGroup
          several
          name="reasons"
          legend={t('declineReasons')}
          choices={declineReasons.map(reason => ({ value: reason, label: h(`reason.${reason}`), hint: h(`change.${reason}`) }))}
        />
        <Textarea name="note" label={t('declineNote')} maxLength={2000} rows={4} />
        <Button type="submit" className="self-end">
          {t('declineSend')}
        </Button>
      </ActionForm>
    </Dialog>
  )
}
