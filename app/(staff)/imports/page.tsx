import { FileUp } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Pager } from '@/components/ui/pager'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { listImports } from '@/lib/imports/queries'
import { orNotFound } from '@/app/_server/found'
import { ImportStatus } from './import-status'

type Props = { searchParams: Promise<{ cursor?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') }
}

export default async function ImportsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('imports')
  const { cursor } = await searchParams
  const from = typeof cursor === 'string' ? cursor : null
  const { rows, next } = await orNotFound(listImports(ctx, from))
  const upload = (
    <LinkButton href="/imports/new" variant="primary">
      <FileUp aria-hidden />
      {t('upload')}
    </LinkButton>
  )
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead')} actions={rows.length > 0 ? upload : undefined} />
      {rows.length === 0 ? (
        <EmptyState icon={<FileUp />} title={t('empty')} actions={upload}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <Table caption={t('title')}>
          <TableHead>
            <Column>{t('file')}</Column>
            <Column>{t('status')}</Column>
            <Column numeric>{t('rows')}</Column>
            <Column numeric>{t('newRows')}</Column>
            <Column numeric>{t('changedRows')}</Column>
            <Column numeric>{t('refusedRows')}</Column>
            <Column>{t('when')}</Column>
          </TableHead>
          <TableBody>
            {rows.map(row => (
              <Row key={row.id}>
                <RowHeader className="min-w-44">
                  <Link href={`/imports/${row.id}`} className="text-accent hover:underline">
                    {row.fileName}
                  </Link>
                </RowHeader>
                <Cell>
                  <ImportStatus status={row.status} />
                </Cell>
                <Cell numeric>{row.counts.rows ?? '–'}</Cell>
                <Cell numeric>{row.counts.new ?? '–'}</Cell>
                <Cell numeric>{row.counts.changed ?? '–'}</Cell>
                <Cell numeric>{row.counts.refused ?? '–'}</Cell>
                <Cell>
                  <DateText value={row.createdAt} now={ctx.now} timeZone={ctx.lender.timeZone} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {(from || next) && <Pager previousHref={from ? '/imports' : undefined} nextHref={next ? `/imports?cursor=${next}` : undefined} />}
    </PageBody>
  )
}
