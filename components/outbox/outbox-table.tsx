import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { OutboxRow } from '@/lib/outbox/list'
import { MessageStatus } from './message-status'

type Props = { rows: OutboxRow[]; now: Date; timeZone: string }

/** Messages as they went out or wait to: to whom, what, and what became of each. */
export function OutboxTable({ rows, now, timeZone }: Props) {
  const t = useTranslations('outbox')
  return (
    <Table caption={t('caption')}>
      <TableHead>
        <Column>{t('column.to')}</Column>
        <Column>{t('column.message')}</Column>
        <Column>{t('column.status')}</Column>
        <Column>{t('column.written')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(row => (
          <Row key={row.id}>
            <RowHeader className="align-top whitespace-nowrap">
              {row.caseToken ? (
                <Link href={`/cases/${row.caseToken}`} className="text-accent underline-offset-2 hover:underline">
                  {row.borrowerName}
                </Link>
              ) : (
                row.borrowerName
              )}
              <span className="block text-xs font-normal text-ink-faint">{row.toMasked}</span>
            </RowHeader>
            <Cell className="min-w-64 align-top">
              <span className="flex flex-wrap items-center gap-1.5">
                <span className="font-medium">{t(`template.${row.templateCode}`)}</span>
                <Badge>{t(`kind.${row.kind}`)}</Badge>
                <Badge tone={row.purpose === 'collection' ? 'attention' : 'neutral'}>{t(`purpose.${row.purpose}`)}</Badge>
              </span>
              <details className="mt-0.5 text-ink-soft">
                <summary className="inline-flex min-h-6 cursor-pointer items-center text-xs text-ink-faint">
                  {t('showText', { code: row.trustCode })}
                </summary>
                {row.subject && <p className="mt-1 font-medium">{row.subject}</p>}
                <p className="mt-1 max-w-prose text-sm break-words whitespace-pre-line">{row.body ?? t('codeHidden')}</p>
              </details>
            </Cell>
            <Cell className="align-top">
              <MessageStatus
                status={row.status}
                blockedBy={row.blockedBy}
                sendAfter={row.sendAfter}
                handedAt={row.handedAt}
                delivery={row.delivery}
                now={now}
                timeZone={timeZone}
              />
            </Cell>
            <Cell className="align-top text-ink-soft">
              <DateText value={row.createdAt} timeZone={timeZone} />
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
