import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'

type Reason = { code: string; points: number }

/** Why a case stands where it stands: the score's named parts, the heaviest first. */
export function ReasonChips({ reasons, most = 3 }: { reasons: readonly Reason[]; most?: number }) {
  const t = useTranslations('cases')
  const told = reasons.filter(reason => !reason.code.startsWith('bucket_'))
  const shown = told.slice(0, most)
  const more = told.slice(most).map(reason => (t.has(`reasons.${reason.code}`) ? t(`reasons.${reason.code}`) : reason.code))
  return (
    <span className="inline-flex min-w-0 flex-wrap gap-1">
      {shown.map(reason => (
        <Badge key={reason.code} tone={reason.code === 'borrower_replied' ? 'info' : 'neutral'}>
          <span title={t('points', { points: reason.points })}>
            {t.has(`reasons.${reason.code}`) ? t(`reasons.${reason.code}`) : reason.code}
          </span>
        </Badge>
      ))}
      {more.length > 0 && (
        <Badge>
          <span aria-hidden title={more.join(' · ')}>
            +{more.length}
          </span>
          <span className="sr-only">{more.join(', ')}</span>
        </Badge>
      )}
    </span>
  )
}

export function StageWord({ stage }: { stage: string }) {
  const t = useTranslations('cases.stages')
  return <>{t(stage)}</>
}

/** "M2 · 45 days": the bucket and the days past due. */
export function BucketText({ bucket, dpd }: { bucket: string; dpd: number }) {
  const t = useTranslations('cases')
  return (
    <span className="whitespace-nowrap">
      <span className="font-medium text-ink">{bucket}</span> <span className="text-ink-faint">· {t('days', { days: dpd })}</span>
    </span>
  )
}

type State = { list: string; hold: { reason: string } | null; asleepUntil: string | null; claimedBy: string | null }

/** What keeps a case from being worked now, in a word; nothing when it waits in the queue. */
export function StateBadges({ list, hold, asleepUntil, claimedBy }: State) {
  const t = useTranslations('cases')
  return (
    <span className="inline-flex gap-1 empty:hidden">
      {list === 'plan' && <Badge tone="good">{t('lists.plan')}</Badge>}
      {hold && <Badge tone="attention">{t('onHold', { reason: hold.reason })}</Badge>}
      {list === 'snoozed' && asleepUntil && <Badge>{t('snoozedUntil', { date: asleepUntil })}</Badge>}
      {list === 'closed' && <Badge>{t('closed')}</Badge>}
      {claimedBy && <Badge tone="info">{t('openedBy', { name: claimedBy })}</Badge>}
    </span>
  )
}
