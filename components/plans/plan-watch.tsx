import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { StatusDot } from '@/components/ui/status-dot'
import type { CheckIn } from '@/lib/plans/check-in'
import type { Forecast } from '@/lib/plans/forecast'

const tones = { low: 'good', watch: 'attention', likely: 'stop' } as const

/** Whether the next date may be missed, by which signals, and what the borrower answered when asked. */
export function PlanWatch({ forecast, checkIns, timeZone }: { forecast: Forecast; checkIns: readonly CheckIn[]; timeZone: string }) {
  const t = useTranslations('planWatch')
  return (
    <section aria-label={t('title')} className="flex max-w-xl flex-col gap-2 text-sm">
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{t('title')}</span>
        <StatusDot tone={tones[forecast.level]}>{t(`level.${forecast.level}`)}</StatusDot>
        <span className="text-ink-faint">{t('points', { score: forecast.score })}</span>
      </p>
      {forecast.signals.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <ul className="flex flex-col gap-0.5">
        {forecast.signals.map(signal => (
          <li key={signal.code} className="flex justify-between gap-4">
            <span>{t(`signal.${signal.code}`)}</span>
            <span className="text-ink-faint tabular-nums">+{signal.points}</span>
          </li>
        ))}
      </ul>
      {checkIns.length > 0 && (
        <>
          <p className="font-medium">{t('asked')}</p>
          <ul className="flex flex-col gap-0.5">
            {checkIns.slice(0, 3).map(one => (
              <li key={one.dueOn} className="flex justify-between gap-4">
                <DateText value={one.dueOn} />
                <span className={one.answer === 'changed' ? 'text-attention' : 'text-ink-soft'}>
                  {t(`answer.${one.answer ?? 'none'}`)}
                  {one.answeredAt && (
                    <>
                      {' · '}
                      <DateText value={one.answeredAt} timeZone={timeZone} />
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
