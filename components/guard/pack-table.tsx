import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { PackLine } from '@/lib/guard/pack-queries'
import { PackStatus } from './pack-status'

export const packHref = ({ code, version }: Pick<PackLine, 'code' | 'version'>) => `/rules/${code}/${version}`

export function PackTable({ caption, lines }: { caption: string; lines: readonly PackLine[] }) {
  const t = useTranslations('rules')
  const isChinese = useLocale() === 'zh-CN'
  return (
    <Table caption={caption} className="min-w-3xl">
      <TableHead>
        <Column>{t('pack')}</Column>
        <Column>{t('jurisdiction')}</Column>
        <Column>{t('version')}</Column>
        <Column>{t('state')}</Column>
        <Column>{t('effectiveFrom')}</Column>
        <Column numeric>{t('ruleCount')}</Column>
        <Column>{t('nextChange')}</Column>
      </TableHead>
      <TableBody>
        {lines.map(line => (
          <Row key={`${line.code}@${line.version}`}>
            <RowHeader className="min-w-56">
              <Link href={packHref(line)} className="text-accent hover:underline">
                {isChinese ? line.name.zh_cn : line.name.en}
              </Link>
              <span className="block text-xs font-normal text-ink-faint">{line.code}</span>
            </RowHeader>
            <Cell className="whitespace-nowrap">{t.has(`places.${line.jurisdiction}`) ? t(`places.${line.jurisdiction}`) : line.jurisdiction || '—'}</Cell>
            <Cell>{line.version}</Cell>
            <Cell>
              <PackStatus line={line} />
              {line.by && <span className="block text-xs text-ink-faint">{t('by', { name: line.by })}</span>}
            </Cell>
            <Cell>{line.effectiveFrom ? <DateText value={line.effectiveFrom} /> : t('byRule')}</Cell>
            <Cell numeric>{line.ruleCount}</Cell>
            <Cell>
              {line.next ? (
                <>
                  <DateText value={line.next.on} />
                  <span className="block text-xs text-ink-faint">{t(`changes.${line.next.kind}`, { name: line.next.name })}</span>
                </>
              ) : (
                <span className="text-ink-faint">{t('noChange')}</span>
              )}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
