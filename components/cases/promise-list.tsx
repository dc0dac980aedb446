import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import type { Currency } from '@/lib/money'
import type { PromiseView } from '@/lib/promises/queries'

const tones = { open: 'info', kept: 'good', partly_kept: 'attention', broken: 'attention', cancelled: 'neutral' } as const

/** Promises with what came of each. */
export function PromiseList({
  promises,
  currency,
  today,
}: {
  promises: readonly PromiseView[]
  currency: Currency
  today: string
}) {
  const t = useTranslations('promises')
  if (promises.length === 0) return <p className="text-ink-soft">{t('none')}</p>
  return (
    <ul className="divide-y divide-line border-y border-line">
      {promises.map(promise => (
        <li key={promise.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <Money amountCents={promise.amountCents} currency={currency} strong />
          <DateText
            value={promise.dueOn}
            now={promise.status === 'open' ? today : undefined}
            show={promise.status === 'open' ? 'both' : 'exact'}
          />
          <StatusDot tone={tones[promise.status]} className="ml-auto">
            {t(`status.${promise.status}`)}
          </StatusDot>
          {promise.parts && (
            <span className="w-full text-sm text-ink-faint">
              {promise.parts.map((part, index) => (
                <span key={part.dueOn}>
                  {index > 0 && ' · '}
                  <DateText value={part.dueOn} /> <Money amountCents={part.amountCents} currency={currency} />
                </span>
              ))}
            </span>
          )}
          {promise.missedReason && (
            <span className="w-full text-sm text-ink-faint">
              {t(`missedReasons.${promise.missedReason}`)}
              {promise.missedNote && ` · ${promise.missedNote}`}
            </span>
          )}
          {promise.paidCents > 0 && (
            <span className="w-full text-sm text-ink-faint">
              {t('paid')} <Money amountCents={promise.paidCents} currency={currency} />
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}
