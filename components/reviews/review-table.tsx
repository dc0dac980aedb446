import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { ReviewRow } from '@/lib/hardship/review-queries'
import type { Currency } from '@/lib/money'
import { ReviewStatus } from './review-status'

type Props = { rows: readonly (ReviewRow & { href: string })[]; currency: Currency; today: string; now: Date; timeZone: string }

const waiting: readonly string[] = ['submitted', 'in_review', 'more_requested']

/** Applications by their clock. */
export function ReviewTable({ rows, currency, today, now, timeZone }: Props) {
  const t = useTranslations('reviews')
  const h = useTranslations('hardship')
  if (rows.length === 0) return <EmptyState title={t('empty')}>{t('emptyText')}</EmptyState>
  return (
    <Table caption={t('title')}>
      <TableHead>
        <Column>{t('column.borrower')}</Column>
        <Column>{t('column.decideBy')}</Column>
        <Column>{t('column.status')}</Column>
        <Column>{t('column.changed')}</Column>
        <Column numeric>{t('column.due')}</Column>
        <Column>{t('column.holdEnds')}</Column>
        <Column>{t('column.who')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader>
              <Link href={row.href} className="underline-offset-4 hover:underline">
                {row.borrowerName}
              </Link>{' '}
              <span className="text-xs font-normal whitespace-nowrap text-ink-faint">{row.number}</span>
            </RowHeader>
            <Cell className="whitespace-nowrap">{row.decideBy && <Clock decideBy={row.decideBy} today={today} runs={waiting.includes(row.status)} />}</Cell>
            <Cell>
              <ReviewStatus status={row.status} />
            </Cell>
            <Cell className="min-w-44">{row.whatChanged && h(`changes.${row.whatChanged}`)}</Cell>
            <Cell numeric>
              <Money amountCents={row.dueCents} currency={currency} />
            </Cell>
            <Cell>{row.holdEndsAt && <DateText value={row.holdEndsAt} now={now} timeZone={timeZone} />}</Cell>
            <Cell>{row.assignedName ?? <span className="text-ink-faint">{t('nobody')}</span>}</Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}

/** Once decided, the date is only a date. */
function Clock({ decideBy, today, runs }: { decideBy: string; today: string; runs: boolean }) {
  const t = useTranslations('reviews')
  if (!runs) return <DateText value={decideBy} />
  if (decideBy >= today) return <DateText value={decideBy} now={today} />
  return (
    <span className="font-medium text-attention">
      <DateText value={decideBy} now={today} /> · {t('overdue')}
    </span>
  )
}
