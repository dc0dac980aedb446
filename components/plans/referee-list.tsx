import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { cn } from '@/components/ui/cn'
import { StatusDot } from '@/components/ui/status-dot'
import { decimalText, formatMoney, type Currency } from '@/lib/money'
import type { Referee, RefereeLine } from '@/lib/plans/referee'

type Props = { referee: Referee; custom: RefereeLine | null; currency: Currency; isBorrower?: boolean }

/** The referee's working, the same for both sides: three figures, a little less and more, and any amount of one's own. */
export function RefereeList({ referee, custom, currency, isBorrower = false }: Props) {
  const t = useTranslations('plans')
  const r = useTranslations('planReferee')
  const locale = useLocale()
  const lines = [...referee.working, ...referee.neighbours, ...(custom ? [custom] : [])]
  const { leastCents, mostCents } = referee.bounds
  const hint =
    leastCents <= mostCents
      ? r('bounds', { least: formatMoney(leastCents, currency, locale), most: formatMoney(mostCents, currency, locale) })
      : r('noBounds')
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-semibold">{t('referee')}</h3>
      <p className="text-[0.96em] text-ink-soft">{t('refereeHow')}</p>
      <ul aria-label={t('referee')} className="divide-y divide-line border-y border-line">
        {lines.map(line => (
          <li key={line.side} className={cn('flex items-start justify-between gap-4 px-2 py-2', referee.decision === line.side && 'bg-accent-soft')}>
            <span className="flex min-w-0 flex-col gap-0.5">
              <span className="font-medium">{r(isBorrower && line.side === 'offer' ? 'yours' : line.side)}</span>
              <StatusDot tone={line.feasible ? 'good' : 'neutral'} className="text-[0.92em] whitespace-normal">
                {r(line.why)}
              </StatusDot>
            </span>
            <span className="flex shrink-0 flex-col items-end">
              <Money amountCents={line.monthlyCents} currency={currency} strong={referee.decision === line.side} />
              <span className="text-[0.92em] text-ink-faint">{line.months === null ? t('perMonth') : t('perMonthFor', { count: line.months })}</span>
            </span>
          </li>
        ))}
      </ul>
      {referee.decision === 'refer' && <p className="text-[0.96em] font-medium">{r('refer')}</p>}
      <form method="get" className="flex flex-wrap items-end gap-3">
        <MoneyField
          name="amount"
          id="try-amount"
          currency={currency}
          label={r('tryAmount')}
          hint={hint}
          defaultValue={custom ? decimalText(custom.monthlyCents) : ''}
          fieldClassName="max-w-full"
        />
        <Button type="submit">{r('try')}</Button>
      </form>
    </div>
  )
}
