'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { StatusDot } from '@/components/ui/status-dot'
import type { Currency } from '@/lib/money'
import { dearestMonth } from '@/lib/plans/dearest-month'
import type { PlanPreview } from '@/lib/plans/option-queries'
import { ScheduleTable } from './schedule-table'

type Answer = PlanPreview & { texts: string[] }
type Props = { url: string; query: string; currency: Currency; affordableCents: number | null }

/** What the terms in the form would mean, worked out by the server as the fields change; nothing is written. */
export function TermsPreview({ url, query, currency, affordableCents }: Props) {
  const t = useTranslations('plans')
  const { data, isPending, isError } = useQuery({
    queryKey: [url, query],
    queryFn: ({ signal }) => load(`${url}?${query}`, signal),
    placeholderData: keepPreviousData,
    retry: false,
  })
  if (isPending) return <p className="text-sm text-ink-faint">{t('previewLoading')}</p>
  if (isError) return <Notice tone="attention">{t('previewFailed')}</Notice>
  if (!data.ok) {
    return (
      <Notice tone="attention" live>
        <ul>
          {data.texts.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  const monthCents = dearestMonth(data.schedule)
  const fits = affordableCents === null || monthCents <= affordableCents
  return (
    <div aria-live="polite" className="flex flex-col gap-2 rounded-lg border border-line bg-sunken p-3">
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(8rem,1fr))] gap-x-4 gap-y-2">
        <Figure label={t('total')} amountCents={data.totals.totalCents} currency={currency} />
        <Figure label={t('dearestMonth')} amountCents={monthCents} currency={currency} />
        <Figure label={t('cost')} amountCents={data.totals.costAgainstNothingCents} currency={currency} />
      </dl>
      <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
        <StatusDot tone={fits ? 'good' : 'attention'}>{t(fits ? 'fits' : 'fitsNot')}</StatusDot>
        <StatusDot tone={data.withinLimit ? 'good' : 'attention'}>{t(data.withinLimit ? 'withinLimit' : 'aboveLimit')}</StatusDot>
      </p>
      {data.texts.map(text => (
        <p key={text} className="text-sm text-ink-soft">
          {text}
        </p>
      ))}
      <details>
        <summary className="cursor-pointer text-sm font-medium text-accent">{t('showSchedule')}</summary>
        <ScheduleTable
          dates={data.schedule.map(row => ({ dueOn: row.dueOn, totalCents: row.totalCents, paidCents: 0 }))}
          currency={currency}
        />
      </details>
    </div>
  )
}

const Figure = ({ label, amountCents, currency }: { label: string; amountCents: number; currency: Currency }) => (
  <div>
    <dt className="text-xs text-ink-faint">{label}</dt>
    <dd className="font-semibold">
      <Money amountCents={amountCents} currency={currency} />
    </dd>
  </div>
)

async function load(url: string, signal: AbortSignal): Promise<Answer> {
  const response = await fetch(url, { signal, headers: { accept: 'application/json' } })
  if (!response.ok) throw new Error(`preview answered ${response.status}`)
  return (await response.json()) as Answer
}
