import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { PaymentLine } from '@/lib/payments/queries'

type Props = { rows: readonly PaymentLine[]; timeZone: string }

/** Payments as recorded, last first. */
export function PaymentsTable({ rows, timeZone }: Props) {
  const t = useTranslations('payments')
  return (
    <Table caption={t('title')}>
      <TableHead>
        <Column>{t('borrower')}</Column>
        <Column numeric>{t('amount')}</Column>
        <Column>{t('effectiveOn')}</Column>
        <Column>{t('channel')}</Column>
        <Column>{t('receivedAt')}</Column>
        <Column>{t('status')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.token}>
            <RowHeader>
              <Link href={`/payments/${row.token}`} className="inline-flex min-h-6 flex-wrap items-center gap-x-2 whitespace-nowrap text-ink underline-offset-4 hover:underline">
                {row.borrowerName}
                <span className="text-xs font-normal text-ink-faint">{row.borrowerNumber}</span>
              </Link>
            </RowHeader>
            <Cell numeric>
              <Money amountCents={row.amountCents} currency={row.currency} />
            </Cell>
            <Cell>
              <DateText value={row.effectiveOn} />
            </Cell>
            <Cell>{t(`channels.${row.channel}`)}</Cell>
            <Cell>
              <DateText value={row.receivedAt} timeZone={timeZone} />
            </Cell>
            <Cell>
              <PaymentStatus status={row.status} isSynthetic={row.isSynthetic} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

export function PaymentStatus({ status, isSynthetic }: Pick<PaymentLine, 'status' | 'isSynthetic'>) {
  const t = useTranslations('payments')
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5">
      <Badge tone={status === 'reversed' ? 'neutral' : 'good'}>{t(`statuses.${status}`)}</Badge>
      {isSynthetic && <Badge>{t('synthetic')}</Badge>}
    </span>
  )
}
