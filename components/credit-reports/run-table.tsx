import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { RunLine } from '@/lib/credit-reports/queries'
import type { Currency } from '@/lib/money'

type Props = { rows: readonly RunLine[]; currency: Currency; today: string }

/** Files for the credit bureau with their control totals, each to be taken. */
export function RunTable({ rows, currency, today }: Props) {
  const t = useTranslations('creditReports')
  return (
    <Table caption={t('title')}>
      <TableHead>
        <Column>{t('file')}</Column>
        <Column>{t('asOf')}</Column>
        <Column numeric>{t('lines')}</Column>
        <Column numeric>{t('heldCount')}</Column>
        <Column numeric>{t('disputedCount')}</Column>
        <Column numeric>{t('balance')}</Column>
        <Column numeric>{t('overdue')}</Column>
        <Column>{t('take')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader>{t(`kinds.${row.kind}`)}</RowHeader>
            <Cell>
              <DateText value={row.asOf} />
            </Cell>
            <Cell numeric>{row.lines}</Cell>
            <Cell numeric>{row.kind === 'month' ? row.held : '–'}</Cell>
            <Cell numeric>{row.kind === 'month' ? row.disputed : '–'}</Cell>
            <Cell numeric>{row.kind === 'month' ? <Money amountCents={row.balanceCents} currency={currency} /> : '–'}</Cell>
            <Cell numeric>{row.kind === 'month' ? <Money amountCents={row.overdueCents} currency={currency} /> : '–'}</Cell>
            <Cell>
              {row.finishedAt ? (
                <a href={`/credit-reports/${row.id}/file`} download className="inline-flex min-h-6 items-center text-accent hover:underline" aria-label={t('takeNamed', { kind: t(`kinds.${row.kind}`), asOf: row.asOf })}>
                  {t(row.kind === 'correction' && row.asOf === today ? 'csvSoFar' : 'csv')}
                </a>
              ) : (
                t('beingMade')
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
