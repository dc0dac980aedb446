'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { CallProps } from './call-button'
import { CallButton } from './call-button'

/** Somebody else is called only to find the borrower or to pass a message, for a reason that is written down; nothing of the debt is said. */
export function ThirdPersonCall(props: Omit<CallProps, 'more'>) {
  const t = useTranslations('contacts')
  const [asks, setAsks] = useState('location')
  const [reason, setReason] = useState('')
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm text-ink-soft">{t('thirdPersonLimits')}</p>
      <Select
        name={`asks-${props.contactPointId}`}
        label={t('asks')}
        value={asks}
        onChange={event => setAsks(event.target.value)}
        options={['location', 'message'].map(value => ({ value, label: t(`asking.${value}`) }))}
      />
      <Input name={`reason-${props.contactPointId}`} label={t('thirdPersonReason')} value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
      <CallButton {...props} more={{ asks, reason }} />
    </div>
  )
}
