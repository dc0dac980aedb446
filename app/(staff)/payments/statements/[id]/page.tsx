import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { findStatement, type LineOutcome } from '@/lib/payments/bank-queries'
import { Running } from '../../../imports/[id]/running'
import { ImportStatus } from '../../../imports/import-status'
import { StatementProblem } from './statement-problem'
import { StatementReport } from './statement-report'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('title') }
}

export default async function StatementPage({ params, searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('statements')
  const found = await orNotFound(findStatement(ctx, (await params).id))
  const query = await searchParams
  const running = found.status === 'checking' || found.status === 'applying' ? found.status : null
  return (
    <PageBody>
      <PageHeader
        title={found.fileName}
        back={<Link href="/payments/statements">{t('title')}</Link>}
        meta={
          <>
            <ImportStatus status={found.status} />
            <span>{t(found.source === 'agency' ? 'sources.agency' : 'sources.bank')}</span>
            {found.encoding === 'gb18030' && <span>GB18030</span>}
          </>
        }
      />
      <div className="flex flex-col gap-(--stack)">
        {found.problem && <StatementProblem status={found.status} problem={found.problem} />}
        {running && (
          <MessagesProvider namespaces={['imports']}>
            <Running href={`/payments/statements/${found.id}/progress`} status={running} done={found.processedRows} total={running === 'applying' ? (found.counts.sure ?? 0) : null} />
          </MessagesProvider>
        )}
        {['checked', 'applying', 'applied', 'failed'].includes(found.status) && <StatementReport ctx={ctx} found={found} shown={outcomeOf(query.show, found.counts)} after={Number(query.after) || 0} />}
      </div>
    </PageBody>
  )
}

const outcomes = ['sure', 'suggested', 'unmatched', 'duplicate'] as const satisfies readonly LineOutcome[]
const outcomeOf = (text: string | string[] | undefined, counts: Record<string, number>): LineOutcome =>
  outcomes.find(one => one === text) ?? outcomes.find(one => (counts[one] ?? 0) > 0) ?? 'sure'
