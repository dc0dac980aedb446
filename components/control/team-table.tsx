import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { TeamRow } from '@/lib/cases/control-queries'
import type { Currency } from '@/lib/money'

/** Load by person against capacity; a name opens the person's cases. */
export function TeamTable({ team, currency }: { team: readonly TeamRow[]; currency: Currency }) {
  const t = useTranslations('control')
  return (
    <div>
      <h2 className="mb-2 text-lg font-semibold text-ink">{t('team')}</h2>
      <Table caption={t('team')}>
        <TableHead>
          <Column>{t('columns.name')}</Column>
          <Column numeric>{t('columns.open')}</Column>
          <Column numeric>{t('columns.waiting')}</Column>
          <Column numeric>{t('columns.capacity')}</Column>
          <Column numeric>{t('columns.due')}</Column>
        </TableHead>
        <TableBody>
          {team.map(row => (
            <Row key={row.id ?? 'pool'}>
              <RowHeader>
                <Link
                  href={row.id ? `/desk?view=all&owner=${row.id}` : '/desk?view=pool'}
                  className="whitespace-nowrap underline decoration-line-strong underline-offset-4 hover:text-accent"
                >
                  {row.name ?? t('pool')}
                </Link>
              </RowHeader>
              <Cell numeric>{row.open}</Cell>
              <Cell numeric>{row.waiting}</Cell>
              <Cell numeric>
                {row.capacity === null ? '' : t('used', { percent: row.capacity > 0 ? row.open / row.capacity : 0 })}
              </Cell>
              <Cell numeric>
                <Money amountCents={row.dueCents} currency={currency} />
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
