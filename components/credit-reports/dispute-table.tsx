import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { OpenDispute } from '@/lib/credit-reports/dispute-queries'

type Props = { rows: readonly OpenDispute[]; today: string; timeZone: string }

/** What borrowers call wrong in what was reported, each with the last day for an answer. */
export function DisputeTable({ rows, today, timeZone }: Props) {
  const t = useTranslations('creditReports')
  return (
    <Table caption={t('disputesTitle')}>
      <TableHead>
        <Column>{t('borrower')}</Column>
        <Column>{t('loan')}</Column>
        <Column>{t('asOf')}</Column>
        <Column>{t('theirWords')}</Column>
        <Column>{t('raisedOn')}</Column>
        <Column>{t('answerBy')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader>
              {row.borrowerName} · {row.borrowerNumber}
            </RowHeader>
            <Cell className="whitespace-nowrap">{row.loanNumber ?? '–'}</Cell>
            <Cell className="whitespace-nowrap">{row.asOf ? <DateText value={row.asOf} /> : t('allMonths')}</Cell>
            <Cell className="min-w-52 break-words">
              {row.reason && <strong className="block font-medium">{t(`disputeReasons.${row.reason}`)}</strong>}
              {row.message}
            </Cell>
            <Cell>
              <DateText value={row.raisedAt} timeZone={timeZone} />
            </Cell>
            <Cell>
              <DateText value={row.answerBy} now={today} show="both" className={row.answerBy < today ? 'font-semibold text-attention' : undefined} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
