'use client'

import { Phone } from 'lucide-react'
import { startTransition, useState, useTransition } from 'react'
import { useTranslations } from 'next-intl'
import { runAction } from '@/components/desk/run-action'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'

export type CallProps = {
  token: string
  contactPointId: string
  requestKey: string
  action: FormAction
  onStarted: (contactId: string) => void
  /** what else the guard wants to know */
  more?: Record<string, string>
}

/** Asks the guard, then starts the call. Pressing twice asks once: the key of the request stays the same. */
export function CallButton({ token, contactPointId, requestKey, action, onStarted, more }: CallProps) {
  const t = useTranslations('contacts')
  const [pending, begin] = useTransition()
  const [refused, setRefused] = useState<string | null>(null)
  const call = () =>
    begin(async () => {
      const answer = await runAction(action, { ...more, token, contactPointId, requestKey })
      startTransition(() => {
        setRefused(answer.values?.blocked ?? (answer.status === 'error' ? (answer.message ?? '') : null))
        if (answer.status === 'ok' && answer.values?.contactId) onStarted(answer.values.contactId)
      })
    })
  return (
    <>
      <Button data-call variant="primary" className="self-start" pending={pending} onClick={call}>
        <Phone aria-hidden />
        {t('call')}
      </Button>
      {refused && <Notice tone="attention" live title={refused} />}
    </>
  )
}
