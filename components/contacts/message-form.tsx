'use client'

import { useState } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { GuardReasonText } from '@/components/guard/reason-text'
import { Button } from '@/components/ui/button'
import { momentInWords } from '@/components/ui/date-words'
import { Notice } from '@/components/ui/notice'
import { Select } from '@/components/ui/select'
import type { PointView } from '@/lib/contacts/queries'
import { fateOf } from '@/lib/outbox/fate'

type Props = {
  token: string
  requestKey: string
  points: readonly PointView[]
  now: Date
  /** A payment link leads somewhere. */
  canPayOnline: boolean
  action: FormAction
}

const allWordings = ['overdue_notice', 'pre_due_reminder', 'payment_link'] as const
const kindOfPoint = { sms: 'phone', email: 'email' } as const
type Way = keyof typeof kindOfPoint

/** One of the lender's wordings, by text or e-mail. What may not go out now is scheduled for the first permitted time, or says why not. */
export function MessageForm({ token, requestKey, points, now, canPayOnline, action }: Props) {
  const t = useTranslations('contacts')
  const locale = useLocale()
  const wordings = allWordings.filter(one => canPayOnline || one !== 'payment_link')
  const own = points.filter(point => point.relation === 'self')
  const ways = (['sms', 'email'] as const).filter(way => own.some(point => point.kind === kindOfPoint[way]))
  const [way, setWay] = useState<Way | undefined>(ways[0])
  const [wording, setWording] = useState<string>(allWordings[0])
  const [first] = ways
  if (!first) return <p className="text-ink-soft">{t('noWay')}</p>
  // A text about what is overdue is what the guard was asked about; a reminder is another purpose and is decided when it goes.
  const point = wording !== 'pre_due_reminder' ? own.find(one => one.kind === kindOfPoint[way ?? first]) : undefined
  const closed = point?.message && point.message.decision !== 'allowed' ? point.message : null
  const until = closed?.nextPermittedAt ? new Date(closed.nextPermittedAt) : null
  const opens = until && momentInWords(until, locale, point?.timeZone ?? 'UTC')
  const waits = closed !== null && fateOf({ ...closed, nextPermittedAt: until }, 'collection', new Date(now)).outcome === 'delayed'
  return (
    <ActionForm action={action} idPrefix="message-" hidden={{ token, requestKey }} label={t('messageTitle')}>
      <Select name="kind" label={t('by')} options={ways.map(value => ({ value, label: t(`kinds.${value}`) }))} value={way} onChange={event => setWay(ways.find(one => one === event.target.value))} autoFocus />
      <Select
        name="templateCode"
        label={t('wording')}
        options={wordings.map(value => ({ value, label: t(`templates.${value}`) }))}
        value={wording}
        onChange={event => setWording(event.target.value)}
      />
      {closed ? (
        <Notice tone="attention" title={opens ? t(waits ? 'waitsUntil' : 'waitsTooLong', { when: opens }) : t('mayNotGo')}>
          <ul className="flex flex-col gap-1.5">
            {closed.reasons.map(reason => (
              <li key={reason.rule}>
                <GuardReasonText reason={reason} timeZone={point?.timeZone ?? 'UTC'} />
              </li>
            ))}
          </ul>
        </Notice>
      ) : (
        <p className="text-sm text-ink-faint">{t('messageHint')}</p>
      )}
      <Button type="submit" variant="primary" className="self-start" disabled={closed !== null && !waits}>
        {opens && waits ? t('sendThen', { when: opens }) : t('send')}
      </Button>
    </ActionForm>
  )
}
