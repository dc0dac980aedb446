import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { DateText } from '@/components/ui/date-text'
import { Notice } from '@/components/ui/notice'
import { missingFields } from '@/lib/imports/columns'
import { findImport } from '@/lib/imports/queries'
import type { Verdict } from '@/lib/imports/verdict'
import { orNotFound } from '@/app/_server/found'
import { ImportStatus } from '../import-status'
import { ImportProblem } from './import-problem'
import { MappingStep } from './mapping-step'
import { Report } from './report'
import { Running } from './running'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') }
}

export default async function ImportPage({ params, searchParams }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('imports')
  const found = await orNotFound(findImport(ctx, (await params).id))
  const query = await searchParams
  const isMapping = found.status === 'uploaded' || (found.status === 'checked' && query.columns === 'edit' && missingFields(found.mapping).length === 0)
  const running = found.status === 'checking' || found.status === 'applying' ? found.status : null
  return (
    <PageBody>
      <PageHeader
        title={found.fileName}
        back={<Link href="/imports">{t('back')}</Link>}
        meta={
          <>
            <ImportStatus status={found.status} />
            <span>{found.preset === 'lending_club' ? t('presets.lending_club') : t('presets.leeway')}</span>
            <span>
              {t('asOf')} <DateText value={found.asOf} />
            </span>
            {found.encoding === 'gb18030' && <span>{t('encodings.gb18030')}</span>}
          </>
        }
      />
      <div className="flex flex-col gap-(--stack)">
        {found.problem && <ImportProblem status={found.status} problem={found.problem} />}
        {found.counts.endsWithoutBreak && found.status === 'checked' ? <Notice tone="attention" title={t('noFinalBreak')} /> : null}
        {running && (
          <MessagesProvider namespaces={['imports']}>
            <Running
              href={`/imports/${found.id}/progress`}
              status={running}
              done={found.processedRows}
              total={running === 'applying' ? (found.counts.new ?? 0) + (found.counts.changed ?? 0) : null}
            />
          </MessagesProvider>
        )}
        {isMapping && <MappingStep ctx={ctx} found={found} />}
        {!isMapping && ['checked', 'applying', 'applied', 'failed'].includes(found.status) && (
          <Report ctx={ctx} found={found} verdict={readVerdict(query.show)} after={Number(query.after) || 0} />
        )}
      </div>
    </PageBody>
  )
}

const readVerdict = (text: string | string[] | undefined): Verdict | null =>
  text === 'new' || text === 'changed' || text === 'unchanged' || text === 'duplicate' || text === 'refused' ? text : null
