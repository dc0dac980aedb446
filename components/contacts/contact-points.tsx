'use client'

import { Mail, MapPin, Phone, Plus } from 'lucide-react'
import { useState } from 'react'
import { useFormatter, useTranslations } from 'next-intl'
import { GuardReasonText } from '@/components/guard/reason-text'
import type { SideProps } from '@/components/cases/case-side'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import type { PointView } from '@/lib/contacts/queries'
import { dateIn } from '@/lib/dates'
import { AddPointForm } from './add-point-form'
import { AsideUntil } from './aside-until'
import { CallButton } from './call-button'
import { PointDialog } from './point-dialog'
import { ReasonedCall } from './reasoned-call'
import { ThirdPersonCall } from './third-person-call'

const icons = { phone: Phone, email: Mail, address: MapPin } as const
type Props = SideProps & { onStarted: (contactId: string) => void }

/** Numbers and addresses with whose they are, whether they work, whether they may be used, and the time there. */
export function ContactPoints(props: Props) {
  const t = useTranslations('contacts')
  const [adding, setAdding] = useState(false)
  const { panel, view } = props.overview
  return (
    <section aria-labelledby="points" className="flex flex-col gap-2 border-t border-line pt-4">
      <div className="flex items-center justify-between gap-2">
        <h2 id="points" className="text-sm font-semibold text-ink">
          {t('points')}
        </h2>
        {props.may.edit && (
          <Button variant="ghost" aria-expanded={adding} onClick={() => setAdding(!adding)}>
            <Plus aria-hidden />
            {t('add')}
          </Button>
        )}
      </div>
      {adding && <AddPointForm token={view.token} action={props.actions.addPointAction} onDone={() => setAdding(false)} />}
      {panel.points.length === 0 && <p className="text-sm text-ink-soft">{t('noPoints')}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {panel.points.map(point => (
          <Point key={point.id} point={point} {...props} />
        ))}
      </ul>
    </section>
  )
}

function Point({ point, onStarted, ...props }: Props & { point: PointView }) {
  const t = useTranslations('contacts')
  const format = useFormatter()
  const { view, panel } = props.overview
  const Icon = icons[point.kind]
  // Where waiting does not open it, the reason that stays is told, not one that passes.
  const staying = point.call?.nextPermittedAt == null ? point.call?.reasons.find(reason => reason.until === null) : undefined
  const blocked = point.call && point.call.decision !== 'allowed' ? (staying ?? point.call.reasons[0]) : undefined
  const lacksReason = point.relation !== 'self' && point.consent === 'granted' && (point.call?.reasons.every(reason => reason.rule === 'third_person_consent') ?? false)
  const needsReason = point.call?.decision === 'needs_reason'
  const opens = point.call?.nextPermittedAt ? new Date(point.call.nextPermittedAt) : null
  const aside = point.relation === 'self' && opens && opens > props.now && dateIn(opens, point.timeZone) <= props.days.snooze.last ? opens : null
  const canCall = props.may.contact && view.status === 'open' && point.kind === 'phone' && panel.unlogged === null
  return (
    <li className="flex flex-col gap-1.5 py-2.5">
      <div className="flex items-center gap-2">
        <Icon aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <PointDialog point={point} {...props} />
        {point.kind === 'phone' && (
          <span className="ml-auto text-xs text-ink-faint">
            {t('there', {
              time: format.dateTime(props.now, {
                hour: '2-digit',
                minute: '2-digit',
                hourCycle: 'h23',
                timeZone: point.timeZone,
              }),
            })}
          </span>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-1">
        <Badge tone={point.relation === 'self' ? 'info' : 'neutral'}>
          {t(`relations.${point.relation}`)}
          {point.personName && ` · ${point.personName}`}
        </Badge>
        {point.validity !== 'unknown' && (
          <Badge tone={point.validity === 'valid' ? 'good' : 'attention'}>{t(`validities.${point.validity}`)}</Badge>
        )}
        {point.consent !== 'unknown' && (
          <Badge tone={point.consent === 'granted' ? 'good' : 'attention'}>{t(`consents.${point.consent}`)}</Badge>
        )}
      </div>
      {canCall && lacksReason && (
        <ThirdPersonCall token={view.token} contactPointId={point.id} requestKey={props.ids.request} action={props.actions.startCallAction} onStarted={onStarted} />
      )}
      {canCall && needsReason && point.call && (
        <ReasonedCall
          {...{ token: view.token, contactPointId: point.id, requestKey: props.ids.request, action: props.actions.startCallAction, onStarted }}
          reasons={point.call.reasons}
          timeZone={point.timeZone}
        />
      )}
      {canCall && !blocked && !lacksReason && (
        <CallButton
          token={view.token}
          contactPointId={point.id}
          requestKey={props.ids.request}
          action={props.actions.startCallAction}
          onStarted={onStarted}
        />
      )}
      {canCall && blocked && !lacksReason && !needsReason && (
        <div className="flex items-start gap-2 text-sm text-ink-soft">
          <Button disabled>
            <Phone aria-hidden />
            {t('call')}
          </Button>
          <GuardReasonText reason={blocked} timeZone={point.timeZone} />
        </div>
      )}
      {canCall && blocked && aside && props.may.work && <AsideUntil token={view.token} at={aside} timeZone={point.timeZone} action={props.actions.asideAction} />}
    </li>
  )
}
