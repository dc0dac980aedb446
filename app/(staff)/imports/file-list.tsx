import { FileUp } from 'lucide-react'
import Link from 'next/link'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Pager } from '@/components/ui/pager'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { ImportStatus } from './import-status'

type File = { id: string; fileName: string; status: string; counts: Record<string, number | undefined>; createdAt: Date }
type Props = {
  of: 'imports' | 'statements'
  base: string
  /** The counts that are shown, each with its heading. */
  counts: readonly { name: string; label: string }[]
  rows: readonly File[]
  from: string | null
  next: string | null
  now: Date
  timeZone: string
  tabs?: ReactNode
}

/** Files that came in, the newest first, each with where it stands and what it held. */
export function FileList({ of, base, counts, rows, from, next, now, timeZone, tabs }: Props) {
  const t = useTranslations(of)
  const upload = (
    <LinkButton href={`${base}/new`} variant="primary">
      <FileUp aria-hidden />
      {t('upload')}
    </LinkButton>
  )
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead')} actions={rows.length > 0 ? upload : undefined} />
      {tabs}
      {rows.length === 0 ? (
        <EmptyState icon={<FileUp />} title={t('empty')} actions={upload}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <Table caption={t('title')}>
          <TableHead>
            <Column>{t('file')}</Column>
            <Column>{t('status')}</Column>
            {counts.map(({ name, label }) => (
              <Column key={name} numeric>
                {label}
              </Column>
            ))}
            <Column>{t('when')}</Column>
          </TableHead>
          <TableBody>
            {rows.map(row => (
              <Row key={row.id}>
                <RowHeader className="min-w-44">
                  <Link href={`${base}/${row.id}`} className="text-accent hover:underline">
                    {row.fileName}
                  </Link>
                </RowHeader>
                <Cell>
                  <ImportStatus status={row.status} />
                </Cell>
                {counts.map(({ name }) => (
                  <Cell key={name} numeric>
                    {row.counts[name] ?? '–'}
                  </Cell>
                ))}
                <Cell>
                  <DateText value={row.createdAt} now={now} timeZone={timeZone} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {(from || next) && <Pager previousHref={from ? base : undefined} nextHref={next ? `${base}?cursor=${next}` : undefined} />}
    </PageBody>
  )
}
