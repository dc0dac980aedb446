'use client'

import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import { GuardReasonText } from '@/components/guard/reason-text'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Input } from '@/components/ui/input'
import type { AgencyOption } from '@/lib/placements/queries'
import type { PlacementActions } from './placement-panel'

type Props = { token: string; option: AgencyOption; requestKey: string; timeZone: string; actions: PlacementActions }

/** One agency: how the notice about it stands, the rules that object, and the next step that is open. */
export function AgencyItem({ token, option, requestKey, timeZone, actions }: Props) {
  const t = useTranslations('placements')
  const isChinese = useLocale() === 'zh-CN'
  const { id, notice, answer } = option
  const name = isChinese ? option.name.zhCn : option.name.en
  const hidden = { token, agencyId: id }
  const needsReason = answer.decision === 'needs_reason'
  return (
    <li className="flex flex-col gap-2">
      <span className="font-medium text-ink">{name}</span>
      {notice && (
        <span className="text-sm text-ink-soft">
          {t(`notices.${notice.status}`)} <DateText value={notice.at} timeZone={timeZone} />
        </span>
      )}
      {answer.reasons.length > 0 && (
        <ul className="flex flex-col gap-1.5 text-sm text-ink-soft">
          {answer.reasons.map(reason => (
            <li key={reason.rule}>
              <GuardReasonText reason={reason} timeZone={timeZone} />
            </li>
          ))}
        </ul>
      )}
      {notice?.status !== 'handed' && notice?.status !== 'queued' && (
        <ActionForm action={actions.notice} idPrefix={`notice-${id}-`} hidden={hidden} label={t('noticeFor', { agency: name })}>
          <Button type="submit" className="self-start" aria-label={t('noticeFor', { agency: name })}>
            {t('sendNotice')}
          </Button>
        </ActionForm>
      )}
      {answer.decision !== 'blocked' && (
        <ActionForm action={actions.place} idPrefix={`place-${id}-`} hidden={{ ...hidden, requestKey }} label={t('placeWith', { agency: name })}>
          {needsReason && <Input name="reason" label={t('placeWhy')} maxLength={500} autoComplete="off" />}
          <Button type="submit" variant="primary" className="self-start" aria-label={t('placeWith', { agency: name })}>
            {t('place')}
          </Button>
        </ActionForm>
      )}
    </li>
  )
}
