import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Balance } from '@/lib/ledger/statement'
import type { LoanDetail } from '@/lib/loans/detail'

type Props = { caption: string; balances: readonly Balance[]; loan: Pick<LoanDetail, 'currency' | 'outstandingCents' | 'dueCents' | 'paidCents'> }

/** Each component: billed, paid, waived, written off, open, due. */
export function BalanceTable({ caption, balances, loan }: Props) {
  const t = useTranslations('cases')
  const debt = useTranslations('debt')
  const money = (amountCents: number, strong = false) => <Money amountCents={amountCents} currency={loan.currency} strong={strong} />
  return (
    <Table caption={caption} captionHidden={false}>
      <TableHead>
        <Column>{t('part')}</Column>
        <Column numeric>{t('billed')}</Column>
        <Column numeric>{t('paidPart')}</Column>
        <Column numeric>{t('waived')}</Column>
        <Column numeric>{debt('writtenOff')}</Column>
        <Column numeric>{t('openPart')}</Column>
        <Column numeric>{t('dueNow')}</Column>
      </TableHead>
      <TableBody>
        {balances.map(row => (
          <Row key={row.component}>
            <RowHeader>{t(`components.${row.component}`)}</RowHeader>
            <Cell numeric>{money(row.billedCents)}</Cell>
            <Cell numeric>{money(row.paidCents)}</Cell>
            <Cell numeric>{money(row.waivedCents)}</Cell>
            <Cell numeric>{money(row.writtenOffCents)}</Cell>
            <Cell numeric>{money(row.openCents)}</Cell>
            <Cell numeric>{money(row.dueCents, true)}</Cell>
          </Row>
        ))}
        <Row>
          <RowHeader className="font-semibold">{t('sum')}</RowHeader>
          <Cell numeric>{null}</Cell>
          <Cell numeric>{money(loan.paidCents)}</Cell>
          <Cell numeric>{null}</Cell>
          <Cell numeric>{null}</Cell>
          <Cell numeric>{money(loan.outstandingCents)}</Cell>
          <Cell numeric>{money(loan.dueCents, true)}</Cell>
        </Row>
      </TableBody>
    </Table>
  )
}
