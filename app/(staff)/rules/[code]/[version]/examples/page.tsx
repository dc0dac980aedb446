import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ExampleList } from '@/components/guard/example-list'
import { PackFrame } from '@/components/guard/pack-frame'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageBody } from '@/components/layout/staff-shell'
import { Chip } from '@/components/ui/chip'
import { EmptyState } from '@/components/ui/empty-state'
import { runExamples } from '@/lib/guard/pack-examples'
import { packName } from '@/lib/guard/shipped-packs'
import { packOf, type PackParams } from '../pack'

type Props = PackParams & { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: PackParams): Promise<Metadata> {
  const { code, version } = await params
  return { title: `${(await getTranslations('rules'))('tabs.examples')} · ${code} ${version}` }
}

export default async function ExamplesPage(props: Props) {
  const { view } = await packOf(props)
  const t = await getTranslations('rules')
  const onlyRed = (await props.searchParams).only === 'red'
  const rows = runExamples(view.pack)
  const red = rows.filter(row => !row.result.passes)
  const base = `/rules/${view.line.code}/${view.line.version}/examples`
  const shown = onlyRed ? red : rows
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard']}>
      <PageBody>
        <PackFrame view={view} tab="examples">
          <p className="mb-3 text-sm text-ink-soft">{t('examples.lead', { green: rows.length - red.length, red: red.length })}</p>
          <div className="mb-3 flex flex-wrap gap-2">
            <Chip href={base} current={!onlyRed}>{t('examples.all', { count: rows.length })}</Chip>
            <Chip href={`${base}?only=red`} current={onlyRed}>{t('examples.onlyRed', { count: red.length })}</Chip>
          </div>
          {shown.length > 0 ? <ExampleList rows={shown} packName={packName(view.pack)} /> : <EmptyState title={t('examples.noRed')} />}
        </PackFrame>
      </PageBody>
    </MessagesProvider>
  )
}
