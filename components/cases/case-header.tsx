import { useFormatter, useLocale, useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { momentInWords } from '@/components/ui/date-words'
import { Meter } from '@/components/ui/meter'
import { Money } from '@/components/ui/money'
import type { CaseView } from '@/lib/cases/case-view'
import type { ContactMeter } from '@/lib/guard/assessment'
import { BucketText, StageWord, StateBadges } from './case-words'

type Props = { view: CaseView; meter: ContactMeter; now: Date; today: string; takeOver: FormAction | null }

/** Who, how much as of when, how late, whose, and how often they may still be contacted today. */
export function CaseHeader({ view, meter, now, today, takeOver }: Props) {
  const t = useTranslations('cases')
  const locale = useLocale()
  const format = useFormatter()
  const next = meter.nextPermittedAt
    ? t('meterNext', { when: momentInWords(meter.nextPermittedAt, locale, view.timeZone) })
    : undefined
  const theirTime = format.dateTime(now, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: view.timeZone })
  return (
    <header className="border-b border-line px-4 py-3 md:px-6">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <h1 className="text-xl font-semibold tracking-tight text-ink">{view.name}</h1>
        <span className="text-sm text-ink-faint">{view.number}</span>
        <StateBadges
          list={view.status === 'closed' ? 'closed' : view.asleepUntil ? 'snoozed' : view.queue}
          hold={view.holds[0] ?? null}
          asleepUntil={view.asleepUntil}
          claimedBy={view.claimedBy?.name ?? null}
        />
        {view.claimedBy && takeOver && (
          <ActionForm action={takeOver} hidden={{ token: view.token }} label={t('takeOver')}>
            <Button type="submit" variant="ghost">
              {t('takeOver')}
            </Button>
          </ActionForm>
        )}
      </div>
      <dl className="mt-2 flex flex-wrap gap-x-7 gap-y-2 text-sm">
        <Fact term={t('due')} note={t('asOf', { date: view.figuresOn })}>
          <Money amountCents={view.dueCents} currency={view.currency} strong className="text-lg" />
        </Fact>
        <Fact term={t('balance')}>
          <Money amountCents={view.balanceCents} currency={view.currency} />
        </Fact>
        <Fact term={t('bucket')}>
          <BucketText bucket={view.bucket} dpd={view.dpd} />
        </Fact>
        <Fact term={t('stage')}>
          <StageWord stage={view.stage} />
        </Fact>
        <Fact term={t('owner')}>{view.owner?.name ?? t('pool')}</Fact>
        <Fact term={t('nextDue')}>{view.nextDueOn ? <DateText value={view.nextDueOn} now={today} /> : t('noneDue')}</Fact>
        <Fact term={t('theirTime')}>{theirTime}</Fact>
        <Fact term={t('contacts')}>
          <Meter
            label={t('contacts')}
            hideLabel
            value={meter.usedToday}
            max={meter.limitToday}
            text={t('meter', { used: meter.usedToday, limit: meter.limitToday })}
            hint={next}
          />
        </Fact>
      </dl>
    </header>
  )
}

function Fact({ term, note, children }: { term: string; note?: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-ink-faint">
        {term} {note}
      </dt>
      <dd className="text-ink">{children}</dd>
    </div>
  )
}
