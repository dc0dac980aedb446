'use client'

import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import type { CircumstancePanel, CircumstanceView } from '@/lib/circumstances/queries'
import { CircumstanceDetail } from './circumstance-detail'
import { EndCircumstance } from './end-circumstance'
import { RecordCircumstance } from './record-circumstance'

export type KnownFactsProps = {
  token: string
  panel: CircumstancePanel
  /** the id of the record that the form would make */
  newId: string
  today: string
  timeZone: string
  record: FormAction
  end: FormAction
}

/** What the guard knows of the person beside numbers, holds and plans: since when, from whom, and what was once known. */
export function KnownFacts({ token, panel, newId, today, timeZone, record, end }: KnownFactsProps) {
  const t = useTranslations('circumstances')
  return (
    <div className="flex flex-col gap-3">
      {panel.running.length === 0 && <p className="text-ink-soft">{t('none')}</p>}
      <ul className="flex flex-col gap-3">
        {panel.running.map(one => (
          <Item key={one.id} one={one} timeZone={timeZone}>
            {one.mayEnd && <EndCircumstance token={token} id={one.id} title={t(`kinds.${one.kind}`)} action={end} />}
          </Item>
        ))}
      </ul>
      {panel.mayRecord.length > 0 && (
        <div className="self-start">
          <RecordCircumstance key={newId} token={token} newId={newId} kinds={panel.mayRecord} papers={panel.papers} today={today} action={record} />
        </div>
      )}
      {panel.over.length > 0 && (
        <details className="text-sm">
          <summary className="min-h-6 cursor-pointer text-ink-soft">{t('over', { count: panel.over.length })}</summary>
          <ul className="mt-2 flex flex-col gap-3">
            {panel.over.map(one => (
              <Item key={one.id} one={one} timeZone={timeZone} />
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}

function Item({ one, timeZone, children }: { one: CircumstanceView; timeZone: string; children?: React.ReactNode }) {
  const t = useTranslations('circumstances')
  return (
    <li className="flex min-w-0 flex-col gap-1 text-sm text-ink-soft">
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <Badge tone={one.isRunning ? 'attention' : 'neutral'}>{t(`kinds.${one.kind}`)}</Badge>
        <CircumstanceDetail parts={one.parts} timeZone={timeZone} />
      </span>
      <span className="break-words">
        {t('since')} <DateText value={one.sinceOn} />
        {one.untilOn && (
          <>
            {' · '}
            {t('until')} <DateText value={one.untilOn} />
          </>
        )}
        {' · '}
        {one.basis}
        {one.document && <> · {one.document}</>}
      </span>
      <span className="text-xs text-ink-faint">
        {t('recordedBy', { who: one.recordedBy ?? t('somebody') })} <DateText value={one.recordedAt} timeZone={timeZone} />
      </span>
      {one.ended && (
        <span className="text-xs text-ink-faint">
          {t('endedBy', { who: one.ended.by ?? t('somebody') })} <DateText value={one.ended.at} timeZone={timeZone} /> · {t.has(`endings.${one.ended.reason}`) ? t(`endings.${one.ended.reason}`) : one.ended.reason}
        </span>
      )}
      {children && <div className="-ml-2 self-start">{children}</div>}
    </li>
  )
}
