import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Currency } from '@/lib/money'
import type { AllocationLine } from '@/lib/payments/queries'

type Props = { caption: string; rows: readonly AllocationLine[]; currency: Currency }

/** Where money goes, instalment by instalment. */
export function AllocationTable({ caption, rows, currency }: Props) {
  const t = useTranslations('payments')
  return (
    <Table caption={caption}>
      <TableHead>
        <Column>{t('loan')}</Column>
        <Column>{t('instalment')}</Column>
        <Column>{t('component')}</Column>
        <Column numeric>{t('amount')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={`${row.loanNumber}:${row.version}:${row.instalmentNumber}:${row.component}`}>
            <RowHeader>{row.loanNumber}</RowHeader>
            <Cell>{row.instalmentNumber === null ? '' : t(row.version > 1 ? 'planInstalmentNumber' : 'instalmentNumber', { number: row.instalmentNumber })}</Cell>
            <Cell>{t(`components.${row.component}`)}</Cell>
            <Cell numeric>
              <Money amountCents={row.amountCents} currency={currency} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
