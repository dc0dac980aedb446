import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Pager } from '@/components/ui/pager'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { ExceptionCase } from '@/lib/cases/control-queries'

type Props = { title: string; rows: readonly ExceptionCase[]; nextHref?: string; now: Date; timeZone: string }

/** The cases behind a count. */
export function ExceptionCases({ title, rows, nextHref, now, timeZone }: Props) {
  const t = useTranslations('control')
  return (
    <div id="cases" className="scroll-mt-16">
      <h2 className="mb-2 text-lg font-semibold text-ink">{title}</h2>
      {rows.length === 0 ? (
        <EmptyState title={t('noneHere')}>{t('noneHereText')}</EmptyState>
      ) : (
        <>
          <Table caption={title}>
            <TableHead>
              <Column>{t('columns.person')}</Column>
              <Column>{t('columns.number')}</Column>
              <Column>{t('columns.owner')}</Column>
              <Column numeric>{t('columns.due')}</Column>
              <Column numeric>{t('columns.days')}</Column>
              <Column>{t('columns.contact')}</Column>
            </TableHead>
            <TableBody>
              {rows.map(row => (
                <Row key={row.id}>
                  <RowHeader>
                    <Link
                      href={`/cases/${row.token}`}
                      className="whitespace-nowrap underline decoration-line-strong underline-offset-4 hover:text-accent"
                    >
                      {row.name}
                    </Link>
                  </RowHeader>
                  <Cell className="text-ink-soft">{row.number}</Cell>
                  <Cell>{row.ownerName ?? t('pool')}</Cell>
                  <Cell numeric>
                    <Money amountCents={row.dueCents} currency={row.currency} />
                  </Cell>
                  <Cell numeric>{row.dpd}</Cell>
                  <Cell>
                    {row.lastContactAt ? <DateText value={row.lastContactAt} now={now} timeZone={timeZone} /> : t('never')}
                  </Cell>
                </Row>
              ))}
            </TableBody>
          </Table>
          {nextHref && <Pager nextHref={nextHref} />}
        </>
      )}
    </div>
  )
}
