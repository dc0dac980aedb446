import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Currency } from '@/lib/money'
import type { PlanDesk } from '@/lib/plans/option-queries'

/** The referee's working, as both sides may see it. */
export function RefereeTable({ desk, currency }: { desk: Pick<PlanDesk, 'referee'>; currency: Currency }) {
  const t = useTranslations('plans')
  const r = useTranslations('planReferee')
  const { referee } = desk
  return (
    <div className="flex flex-col gap-1">
      <h3 className="font-semibold">
        {t('referee')}
      </h3>
      <p className="text-sm text-ink-soft">{t('refereeHow')}</p>
      <Table caption={t('referee')}>
        <TableHead>
          <Column>{t('side')}</Column>
          <Column numeric>{t('perMonth')}</Column>
          <Column>{t('column.state')}</Column>
        </TableHead>
        <TableBody>
          {referee.working.map(line => (
            <tr key={line.side} className={referee.decision === line.side ? 'bg-accent-soft' : undefined}>
              <RowHeader>{r(line.side)}</RowHeader>
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
      {referee.decision === 'refer' && <p className="text-sm font-medium">{r('refer')}</p>}
    </div>
  )
}
