import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { ShownRow } from '@/lib/imports/queries'
import type { Currency } from '@/lib/money'
import { sayReason } from '../say-reason'

/** Rows of one verdict with what is said about each. */
export function RowsTable({ rows, currency }: { rows: readonly ShownRow[]; currency: Currency }) {
  const t = useTranslations('imports')
  if (rows.length === 0) return <p className="py-6 text-ink-faint">{t('noRows')}</p>
  return (
    <Table caption={t('sampleTitle')}>
      <TableHead>
        <Column numeric>{t('row')}</Column>
        <Column>{t('contract')}</Column>
        <Column>{t('who')}</Column>
        <Column numeric>{t('amount')}</Column>
        <Column>{t('why')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.rowNumber}>
            <RowHeader className="text-right tabular-nums">{row.rowNumber}</RowHeader>
            <Cell>{row.number || '–'}</Cell>
            <Cell>{row.name || '–'}</Cell>
            <Cell numeric>{row.amountCents > 0 ? <Money amountCents={row.amountCents} currency={currency} /> : '–'}</Cell>
            <Cell className="min-w-60 text-ink-soft">{row.reasons.map(sayReason(t)).join(' ') || '–'}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
