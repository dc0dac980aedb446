'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { outcomesFor } from '@/lib/contacts/outcomes'
import type { PointView } from '@/lib/contacts/queries'
import { OutcomePicker } from './outcome-picker'

const kinds = ['call', 'sms', 'email', 'letter', 'app_message'] as const
type Props = {
  token: string
  contactId: string
  points: readonly PointView[]
  firstDay: string
  lastDay: string
  action: FormAction
}

/** The borrower contacted us: how, from where, and what came of it. */
export function InboundForm({ token, contactId, points, firstDay, lastDay, action }: Props) {
  const t = useTranslations('contacts')
  const [kind, setKind] = useState<(typeof kinds)[number]>('call')
  const own = points.filter(
    point => point.relation === 'self' && point.kind === (kind === 'email' ? 'email' : kind === 'letter' ? 'address' : 'phone'),
  )
  return (
    <ActionForm
      action={action}
      idPrefix="inbound-"
      hidden={{ token, contactId }}

      label={t('inboundTitle')}
      className="gap-3"
    >
      <Select
        name="kind"
        label={t('inboundKind')}
        value={kind}
        onChange={event => setKind(kinds.find(found => found === event.target.value) ?? 'call')}
        options={kinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
      />
      {kind !== 'app_message' && (
        <Select
          name="contactPointId"
          label={t('inboundFrom')}
          placeholder={t('inboundUnknown')}
          options={own.map(point => ({ value: point.id, label: point.valueMasked }))}
        />
      )}
      <OutcomePicker key={kind} codes={outcomesFor('in', kind)} firstDay={firstDay} lastDay={lastDay} />
      <Textarea name="note" label={t('note')} optional rows={2} maxLength={2000} />
      <Button type="submit" variant="primary" className="self-start">
        {t('saveResult')}
      </Button>
    </ActionForm>
  )
}
