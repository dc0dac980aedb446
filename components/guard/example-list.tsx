import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { ExampleRow } from '@/lib/guard/pack-examples'

/** The worked examples as living tests: what each must give, and what this version gives. */
export function ExampleList({ rows, packName }: { rows: readonly ExampleRow[]; packName: string }) {
  const t = useTranslations('rules')
  const isChinese = useLocale() === 'zh-CN'
  return (
    <Table caption={t('tabs.examples')} className="min-w-2xl">
      <TableHead>
        <Column>{t('examples.state')}</Column>
        <Column>{t('examples.example')}</Column>
        <Column>{t('examples.expected')}</Column>
        <Column>{t('examples.got')}</Column>
        <Column>{t('examples.playground')}</Column>
      </TableHead>
      <TableBody>
        {rows.map(({ example, result }) => (
          <Row key={example.id}>
            <Cell>
              <StatusDot tone={result.passes ? 'good' : 'stop'}>{t(result.passes ? 'examples.green' : 'examples.red')}</StatusDot>
            </Cell>
            <RowHeader className="min-w-64">
              {isChinese ? example.title.zh_cn : example.title.en}
              <span className="block text-xs font-normal break-all text-ink-faint">{example.rule ?? t('examples.published')}</span>
            </RowHeader>
            <Cell>
              {t(`decision.${example.expect.decision}`)}
              {example.expect.nextPermittedAt && <span className="block text-xs text-ink-faint">{example.expect.nextPermittedAt}</span>}
            </Cell>
            <Cell className={result.passes ? 'text-ink-faint' : 'text-ink'}>
              {t(`decision.${result.got.decision}`)}
              {!result.passes && <span className="block text-xs break-all text-ink-faint">{result.got.rules.join(', ')} {result.got.nextPermittedAt}</span>}
            </Cell>
            <Cell>
              <Link href={`/rules/try?example=${encodeURIComponent(example.id)}&pack=${encodeURIComponent(packName)}`} aria-label={`${t('examples.open')} ${example.id}`} className="whitespace-nowrap text-accent hover:underline">
                {t('examples.open')}
              </Link>
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
