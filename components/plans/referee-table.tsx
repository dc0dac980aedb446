import { useLocale, useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Money } from '@/components/ui/money'
import { MoneyField } from '@/components/ui/money-field'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { decimalText, formatMoney, type Currency } from '@/lib/money'
import type { Referee, RefereeLine } from '@/lib/plans/referee'

type Props = { referee: Referee; custom: RefereeLine | null; currency: Currency; isBorrower?: boolean }

/** The referee's working, the same for both sides: three figures, a little less and more, and any amount of one's own. */
export function RefereeTable({ referee, custom, currency, isBorrower = false }: Props) {
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
      <Table caption={t('referee')}>
        <TableHead>
          <Column>{t('side')}</Column>
          <Column numeric>{t('perMonth')}</Column>
          <Column>{t('column.state')}</Column>
        </TableHead>
        <TableBody>
          {lines.map(line => (
            <tr key={line.side} className={referee.decision === line.side ? 'bg-accent-soft' : undefined}>
              <RowHeader className="whitespace-normal">{r(isBorrower && line.side === 'offer' ? 'yours' : line.side)}</RowHeader>
              <Cell numeric>
                <Money amountCents={line.monthlyCents} currency={currency} />
              </Cell>
              <Cell>
                <StatusDot tone={line.feasible ? 'good' : 'neutral'} className="whitespace-normal">
                  <span>
                    {r(line.why)}
                    {line.months !== null && (
                      <span className="whitespace-nowrap text-ink-faint"> · {t('months', { count: line.months })}</span>
                    )}
                  </span>
                </StatusDot>
              </Cell>
            </tr>
          ))}
        </TableBody>
      </Table>
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
