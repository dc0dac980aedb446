import { FileUp } from 'lucide-react'
import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Pager } from '@/components/ui/pager'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { listStatements } from '@/lib/payments/bank-queries'
import { ImportStatus } from '../../imports/import-status'
import { MoneyInTabs } from '../money-in-tabs'

type Props = { searchParams: Promise<{ cursor?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('title') }
}

export default async function StatementsPage({ searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('statements')
  const { cursor } = await searchParams
  const from = typeof cursor === 'string' ? cursor : null
  const { rows, next } = await orNotFound(listStatements(ctx, from))
  const upload = (
    <LinkButton href="/payments/statements/new" variant="primary">
      <FileUp aria-hidden />
      {t('upload')}
    </LinkButton>
  )
  return (
    <PageBody>
      <PageHeader title={t('title')} meta={t('lead')} actions={rows.length > 0 ? upload : undefined} />
      <MoneyInTabs current="statements" />
      {rows.length === 0 ? (
        <EmptyState icon={<FileUp />} title={t('empty')} actions={upload}>
          {t('emptyText')}
        </EmptyState>
      ) : (
        <Table caption={t('title')}>
          <TableHead>
            <Column>{t('file')}</Column>
            <Column>{t('status')}</Column>
            <Column numeric>{t('outcomes.sure')}</Column>
            <Column numeric>{t('outcomes.suggested')}</Column>
            <Column numeric>{t('outcomes.unmatched')}</Column>
            <Column numeric>{t('outcomes.duplicate')}</Column>
            <Column>{t('when')}</Column>
          </TableHead>
          <TableBody>
            {rows.map(row => (
              <Row key={row.id}>
                <RowHeader className="min-w-44">
                  <Link href={`/payments/statements/${row.id}`} className="text-accent hover:underline">
                    {row.fileName}
                  </Link>
                </RowHeader>
                <Cell>
                  <ImportStatus status={row.status} />
                </Cell>
                {(['sure', 'suggested', 'unmatched', 'duplicate'] as const).map(outcome => (
                  <Cell key={outcome} numeric>
                    {row.counts[outcome] ?? '–'}
                  </Cell>
                ))}
                <Cell>
                  <DateText value={row.createdAt} now={ctx.now} timeZone={ctx.lender.timeZone} />
                </Cell>
              </Row>
            ))}
          </TableBody>
        </Table>
      )}
      {(from || next) && <Pager previousHref={from ? '/payments/statements' : undefined} nextHref={next ? `/payments/statements?cursor=${next}` : undefined} />}
    </PageBody>
  )
}
