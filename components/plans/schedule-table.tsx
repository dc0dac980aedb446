import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Currency } from '@/lib/money'

export type ScheduleDate = { dueOn: string; totalCents: number; paidCents: number }
type Props = { dates: readonly ScheduleDate[]; currency: Currency; /** Shows what is paid, late and next. */ today?: string }

/** The dates of a plan; with `today` also how each of them stands. */
export function ScheduleTable({ dates, currency, today }: Props) {
  const t = useTranslations('plans')
  const next = today ? dates.findIndex(date => date.paidCents < date.totalCents) : -1
  return (
    <Table caption={t('schedule')}>
      <TableHead>
        <Column>{t('column.number')}</Column>
        <Column>{t('column.dueOn')}</Column>
        <Column numeric>{t('column.amount')}</Column>
        {today && <Column className="max-sm:hidden">{t('column.state')}</Column>}
      </TableHead>
      <TableBody>
        {dates.map((date, index) => (
          <tr
            key={date.dueOn}
            aria-current={index === next ? 'true' : undefined}
            className={index === next ? 'bg-accent-soft' : undefined}
          >
            <RowHeader>{index + 1}</RowHeader>
            <Cell>
              <DateText value={date.dueOn} />
              {today && (
                <div className="text-[0.92em] sm:hidden">
                  <DateState date={date} isNext={index === next} today={today} currency={currency} />
                </div>
              )}
            </Cell>
            <Cell numeric>
              <Money amountCents={date.totalCents} currency={currency} />
            </Cell>
            {today && (
              <Cell className="max-sm:hidden">
                <DateState date={date} isNext={index === next} today={today} currency={currency} />
              </Cell>
            )}
          </tr>
        ))}
      </TableBody>
    </Table>
  )
}

function DateState({
  date,
  isNext,
  today,
  currency,
}: {
  date: ScheduleDate
  isNext: boolean
  today: string
  currency: Currency
}) {
  const t = useTranslations('plans.date')
  if (date.paidCents >= date.totalCents) return <StatusDot tone="good">{t('paid')}</StatusDot>
  const part = date.paidCents > 0 && (
    <span className="ml-2 text-ink-faint">
      {t.rich('part', { amount: () => <Money amountCents={date.paidCents} currency={currency} /> })}
    </span>
  )
  if (date.dueOn < today) {
    return (
      <>
        <StatusDot tone="attention">{t('late')}</StatusDot>
        {part}
      </>
    )
  }
  return (
    <>
      <StatusDot tone={isNext ? 'info' : 'neutral'}>{t(isNext ? 'next' : 'coming')}</StatusDot>
      {part}
    </>
  )
}
