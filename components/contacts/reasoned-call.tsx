'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { GuardReasonText, type GuardReason } from '@/components/guard/reason-text'
import { Input } from '@/components/ui/input'
import { CallButton, type CallProps } from './call-button'

type Props = Omit<CallProps, 'more'> & { reasons: readonly GuardReason[]; timeZone: string }

/** A rule only warns: the call can be made with a reason, which is kept with the decision. */
export function ReasonedCall({ reasons, timeZone, ...props }: Props) {
  const t = useTranslations('contacts')
  const [reason, setReason] = useState('')
  return (
    <div className="flex flex-col gap-2 text-sm text-ink-soft">
      {reasons.map(one => (
        <GuardReasonText key={one.rule} reason={one} timeZone={timeZone} />
      ))}
      <Input name={`why-${props.contactPointId}`} label={t('whyAllTheSame')} hint={t('whyKept')} value={reason} maxLength={500} onChange={event => setReason(event.target.value)} />
      <CallButton {...props} more={{ reason }} />
    </div>
  )
}
