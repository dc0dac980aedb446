import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { ApplicationView } from '@/lib/hardship/queries'
import { ReviewStatus } from './review-status'

type Props = { application: ApplicationView; today: string; now: Date; timeZone: string }

/** Clock, hold end, state and reviewer: the first thing seen. */
export function ClockStrip({ application, today, now, timeZone }: Props) {
  const t = useTranslations('reviews')
  const isOpen = ['submitted', 'in_review', 'more_requested'].includes(application.status)
  const isLate = isOpen && application.decideBy !== null && application.decideBy < today
  return (
    <dl className="flex flex-wrap gap-x-8 gap-y-2 border-y border-line bg-sunken px-4 py-2 md:px-8">
      <Item term={t('column.status')}>
        <ReviewStatus status={application.status} />
      </Item>
      {application.decideBy && (
        <Item term={t('clock')}>
          <DateText
            value={application.decideBy}
            now={today}
            show="both"
            className={isLate ? 'font-semibold text-attention' : 'font-semibold'}
          />
          {isLate && <span className="ml-2 text-attention">{t('overdue')}</span>}
        </Item>
      )}
      <Item term={t('hold')}>
        {application.holdEndsAt && application.holdEndsAt > now ? (
          <DateText value={application.holdEndsAt} now={now} timeZone={timeZone} show="both" className="font-semibold" />
        ) : (
          t('noHold')
        )}
      </Item>
      <Item term={t('reviewer')}>{application.assignedName ?? t('nobody')}</Item>
    </dl>
  )
}

const Item = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt className="text-xs text-ink-faint">{term}</dt>
    <dd>{children}</dd>
  </div>
)
