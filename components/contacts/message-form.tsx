'use client'

import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Select } from '@/components/ui/select'
import type { PointView } from '@/lib/contacts/queries'

type Props = {
  token: string
  requestKey: string
  points: readonly PointView[]
  action: FormAction
}

/** One of the lender's wordings, by text or e-mail. What the guard delays goes out at the first permitted time. */
export function MessageForm({ token, requestKey, points, action }: Props) {
  const t = useTranslations('contacts')
  const own = points.filter(point => point.relation === 'self')
  const ways = [
    { value: 'sms', has: own.some(point => point.kind === 'phone') },
    { value: 'email', has: own.some(point => point.kind === 'email') },
  ].filter(way => way.has)
  if (ways.length === 0) return <p className="text-ink-soft">{t('noWay')}</p>
  return (
    <ActionForm action={action} idPrefix="message-" hidden={{ token, requestKey }} label={t('messageTitle')}>
      <Select name="kind" label={t('by')} options={ways.map(({ value }) => ({ value, label: t(`kinds.${value}`) }))} autoFocus />
      <Select
        name="templateCode"
        label={t('wording')}
        options={['overdue_notice', 'pre_due_reminder'].map(value => ({ value, label: t(`templates.${value}`) }))}
      />
      <p className="text-sm text-ink-faint">{t('messageHint')}</p>
      <Button type="submit" variant="primary" className="self-start">
        {t('send')}
      </Button>
    </ActionForm>
  )
}
