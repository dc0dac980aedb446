import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { HeldLine } from '@/lib/credit-reports/queries'
import type { Currency } from '@/lib/money'
import { statusKey } from './line-words'

type Props = { rows: readonly HeldLine[]; currency: Currency }

/** Lines that may not be reported yet, each with the reason. */
export function HeldTable({ rows, currency }: Props) {
  const t = useTranslations('creditReports')
  return (
    <Table caption={t('heldTitle')}>
      <TableHead>
        <Column>{t('borrower')}</Column>
        <Column>{t('loan')}</Column>
        <Column>{t('asOf')}</Column>
        <Column>{t('wouldSay')}</Column>
        <Column numeric>{t('overdue')}</Column>
        <Column>{t('heldBecause')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader>{row.borrowerName}</RowHeader>
            <Cell className="whitespace-nowrap">{row.loanNumber}</Cell>
            <Cell>
              <DateText value={row.asOf} />
            </Cell>
            <Cell>{t(`status.${statusKey(row.content.statusCode)}`)}</Cell>
            <Cell numeric>
              <Money amountCents={row.content.overdueCents} currency={currency} />
            </Cell>
            <Cell>{t(`heldReasons.${row.heldReason}`)}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
