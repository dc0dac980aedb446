import Link from 'next/link'
import type { ReactNode } from 'react'
import { useFormatter, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { BlockedReport } from '@/lib/guard/report-queries'
import { useRuleWords } from './reason-text'

type Counts = { blocked: number; needsReason: number; withReason: number }
type Line = Counts & { id: string; name: ReactNode; link: Record<string, string> }

/** By rule, by who asked, by day; every count opens its decisions. */
export function BlockedTables({ report, today }: { report: BlockedReport; today: string }) {
  const t = useTranslations('rules.report')
  const words = useRuleWords()
  const span = { from: report.since, to: today }
  const rules = report.rules.map(row => ({ ...row, id: row.rule, name: <>{words({ rule: row.rule, text: row.text, values: {} })}<code className="block text-xs font-normal text-ink-faint">{row.rule}</code></>, link: { ...span, rule: row.rule } }))
  const staff = report.staff.map(row => ({ ...row, id: row.actorId ?? row.actorKind, name: row.name ?? t(`actors.${row.actorKind}`), link: { ...span, by: row.actorId ?? row.actorKind } }))
  const days = report.days.map(row => ({ ...row, id: row.day, name: <DateText value={row.day} />, link: { from: row.day, to: row.day } }))
  return (
    <div className="flex flex-col gap-10">
      <CountTable title={t('byRule')} head={t('rule')} lines={rules} />
      <div className="grid grid-cols-1 gap-10 lg:grid-cols-2">
        <CountTable title={t('byStaff')} head={t('who')} lines={staff} />
        <CountTable title={t('byDay')} head={t('day')} lines={days} />
      </div>
      <Given given={report.given} />
    </div>
  )
}

const columns = [
  { key: 'blocked', only: 'blocked' },
  { key: 'needsReason', only: 'needs_reason' },
  { key: 'withReason', only: 'reasoned' },
] as const

function CountTable({ title, head, lines }: { title: string; head: string; lines: readonly Line[] }) {
  const t = useTranslations('rules.report')
  const format = useFormatter()
  return (
    <section className="min-w-0">
      <h2 className="mb-2 font-semibold text-ink">{title}</h2>
      <Table caption={title} className="min-w-lg">
        <TableHead>
          <Column>{head}</Column>
          {columns.map(({ key }) => <Column key={key} numeric>{t(key)}</Column>)}
        </TableHead>
        <TableBody>
          {lines.map(line => (
            <Row key={line.id}>
              <RowHeader>{line.name}</RowHeader>
              {columns.map(({ key, only }) => (
                <Cell key={key} numeric>
                  {line[key] === 0 ? <span className="text-ink-faint">0</span> : (
                    <Link href={`/assurance?${new URLSearchParams({ ...line.link, only }).toString()}`} aria-label={t('open', { count: line[key] })} className="inline-block min-w-6 text-accent hover:underline">
                      {format.number(line[key])}
                    </Link>
                  )}
                </Cell>
              ))}
            </Row>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}

function Given({ given }: Pick<BlockedReport, 'given'>) {
  const t = useTranslations('rules.report')
  return (
    <section>
      <h2 className="mb-2 font-semibold text-ink">{t('given')}</h2>
      {given.length === 0 ? <p className="text-ink-soft">{t('noGiven')}</p> : (
        <Table caption={t('given')}>
          <TableHead>
            <Column>{t('reason')}</Column>
            <Column>{t('rule')}</Column>
            <Column numeric>{t('count')}</Column>
          </TableHead>
          <TableBody>
            {given.map(one => (
              <Row key={`${one.rule} ${one.reason}`}>
                <RowHeader className="font-normal whitespace-pre-line">{one.reason}</RowHeader>
                <Cell><code>{one.rule ?? '—'}</code></Cell>
                <Cell numeric>{one.count}</Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
    </section>
  )
}
