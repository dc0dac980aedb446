import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Currency } from '@/lib/money'
import type { InboxLine } from '@/lib/payments/bank-inbox-queries'

/** Lines of money that came in; each opens to be decided. */
export function InboxTable({ rows, currency }: { rows: readonly InboxLine[]; currency: Currency }) {
  const t = useTranslations('statements')
  return (
    <Table caption={t('inbox')}>
      <TableHead>
        <Column>{t('payer')}</Column>
        <Column numeric>{t('amount')}</Column>
        <Column>{t('bookedOn')}</Column>
        <Column>{t('remark')}</Column>
        <Column>{t('bestGuess')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader>
              <Link href={`/payments/unmatched/${row.id}`} className="inline-flex min-h-6 items-center text-accent hover:underline">
                {row.payerName || t('unnamed')}
              </Link>
            </RowHeader>
            <Cell numeric>
              <Money amountCents={row.amountCents} currency={currency} />
            </Cell>
            <Cell>
              <DateText value={row.bookedOn} />
            </Cell>
            <Cell className="min-w-40">{[row.number, row.remark].filter(Boolean).join(' · ') || '–'}</Cell>
            <Cell>{row.needsSecond ? <Badge tone="attention">{t('waitsForSecond')}</Badge> : (row.match?.number ?? '–')}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
