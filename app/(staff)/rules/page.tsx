import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { PackTable } from '@/components/guard/pack-table'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { EmptyState } from '@/components/ui/empty-state'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { listPacks, type PackLine } from '@/lib/guard/pack-queries'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('rules'))('title') }
}

const groups: { name: 'binding' | 'open' | 'coming' | 'ready' | 'past'; holds: (line: PackLine) => boolean }[] = [
  { name: 'open', holds: line => line.status === 'draft' || line.status === 'proposed' },
  { name: 'binding', holds: line => line.isInEffect && line.isChosen },
  { name: 'coming', holds: line => line.status === 'published' && !line.isInEffect && line.isWaiting },
  { name: 'ready', holds: line => line.isInEffect && !line.isChosen },
  { name: 'past', holds: line => line.status === 'returned' || (!line.isInEffect && !line.isWaiting && line.status !== 'draft' && line.status !== 'proposed') },
]

export default async function RulesPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'pack:read')) notFound()
  const t = await getTranslations('rules')
  const { done } = await searchParams
  const lines = await listPacks(ctx)
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard']}>
      <PageBody>
        <PageHeader
          title={t('title')}
          meta={t('lead')}
          actions={
            <>
              <LinkButton href="/rules/try">{t('try.title')}</LinkButton>
              {can(ctx.actor, 'guard:read') && <LinkButton href="/rules/blocked">{t('report.title')}</LinkButton>}
            </>
          }
        />
        {typeof done === 'string' && ['proposed', 'publish', 'return'].includes(done) && (
          <Notice tone="good" live title={t(`done.${done}`)} className="mb-6" />
        )}
        <div className="flex flex-col gap-10">
          {groups.map(({ name, holds }) => {
            const found = lines.filter(holds)
            if (found.length === 0 && name !== 'open') return null
            return (
              <section key={name}>
                <h2 className="mb-1 font-semibold text-ink">
                  {t(`groups.${name}`)}
                </h2>
                <p className="mb-2 text-sm text-ink-faint">{t(`groupHints.${name}`)}</p>
                {found.length > 0 ? <PackTable caption={t(`groups.${name}`)} lines={found} /> : <EmptyState title={t('noneOpen')}>{t('noneOpenText')}</EmptyState>}
              </section>
            )
          })}
        </div>
      </PageBody>
    </MessagesProvider>
  )
}
