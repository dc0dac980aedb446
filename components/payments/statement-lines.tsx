import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Currency } from '@/lib/money'
import type { StatementLine } from '@/lib/payments/bank-queries'
import { MatchReasons } from './match-reasons'

/** Lines of one outcome as the file has them, with what each was matched to and why. */
export function StatementLines({ rows, currency }: { rows: readonly StatementLine[]; currency: Currency }) {
  const t = useTranslations('statements')
  if (rows.length === 0) return <p className="py-6 text-ink-faint">{t('noLines')}</p>
  return (
    <Table caption={t('byOutcome')}>
      <TableHead>
        <Column numeric>{t('row')}</Column>
        <Column>{t('bookedOn')}</Column>
        <Column numeric>{t('amount')}</Column>
        <Column>{t('payer')}</Column>
        <Column>{t('remark')}</Column>
        <Column>{t('match')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader className="text-right tabular-nums">{row.rowNumber}</RowHeader>
            <Cell>
              <DateText value={row.bookedOn} />
            </Cell>
            <Cell numeric>
              <Money amountCents={row.amountCents} currency={currency} />
            </Cell>
            <Cell>{row.payerName || '–'}</Cell>
            <Cell className="min-w-40">{[row.number, row.remark].filter(Boolean).join(' · ') || '–'}</Cell>
            <Cell className="min-w-52">{row.match ? <MatchReasons number={row.match.number} reasons={row.match.reasons} /> : '–'}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
