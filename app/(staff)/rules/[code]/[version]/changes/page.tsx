import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { orNotFound } from '@/app/_server/found'
import { DecideForm, ProposeForm } from '@/components/guard/decide-forms'
import { PackDiffList } from '@/components/guard/pack-diff-list'
import { PackFrame } from '@/components/guard/pack-frame'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageBody } from '@/components/layout/staff-shell'
import { Chip } from '@/components/ui/chip'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { diffPacks } from '@/lib/guard/pack-diff'
import { redOf, withoutExample } from '@/lib/guard/pack-examples'
import { getPack } from '@/lib/guard/pack-queries'
import { decidePackAction, proposePackAction } from '../../../actions'
import { packOf, type PackParams } from '../pack'

type Props = PackParams & { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: PackParams): Promise<Metadata> {
  const { code, version } = await params
  return { title: `${(await getTranslations('rules'))('tabs.changes')} · ${code} ${version}` }
}

export default async function ChangesPage(props: Props) {
  const { ctx, view } = await packOf(props)
  const t = await getTranslations('rules')
  const { line, pack, own, current, versions } = view
  const asked = (await props.searchParams).from
  const from = typeof asked === 'string' ? asked : defaultFrom(view)
  const before = from === current.version ? current : (await orNotFound(getPack(ctx, line.code, from))).pack
  const red = own && (line.status === 'draft' || line.status === 'proposed') ? redOf(pack) : []
  const untold = withoutExample(pack)
  const hidden = own && { id: own.id, seen: own.seen }
  const isOther = own !== null && !own.isMine && !own.isProposedByMe
  const base = `/rules/${line.code}/${line.version}`
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard', 'errors']}>
      <PageBody>
        <PackFrame view={view} tab="changes">
          <div className="mb-4 flex flex-wrap items-center gap-2 text-sm text-ink-faint">
            {t('diff.against')}
            {versions.filter(one => one.version !== line.version).map(one => (
              <Chip key={one.version} href={`${base}/changes?from=${one.version}`} current={one.version === from}>
                {t('diff.version', { version: one.version, status: one.status })}
              </Chip>
            ))}
          </div>
          <PackDiffList changes={diffPacks(before, pack)} before={before.version} after={line.version} />
          {hidden && (line.status === 'draft' || line.status === 'proposed') && (
            <section aria-labelledby="step" className="mt-10 flex flex-col gap-4 border-t border-line pt-6">
              <h2 id="step" className="font-semibold text-ink">{t('nextStep')}</h2>
              <Notice tone={red.length > 0 ? 'attention' : 'good'} title={t('redCount', { count: red.length })}>
                <Link href={`${base}/examples?only=red`} className="text-accent underline">{t('seeExamples')}</Link>
                {untold.length > 0 && <p className="break-words">{t('noExample', { rules: untold.join(t('comma')) })}</p>}
              </Notice>
              {line.status === 'draft' && can(ctx.actor, 'guard:draft') && <ProposeForm action={proposePackAction} hidden={hidden} />}
              {line.status === 'proposed' && can(ctx.actor, 'guard:publish') && isOther && <DecideForm action={decidePackAction} hidden={hidden} redCount={red.length} />}
              {line.status === 'proposed' && !isOther && <p className="text-ink-soft">{t('waitsForOther')}</p>}
            </section>
          )}
        </PackFrame>
      </PageBody>
    </MessagesProvider>
  )
}

/** A draft against what binds today; what binds today against the version before it. */
function defaultFrom({ line, current, versions }: Awaited<ReturnType<typeof packOf>>['view']): string {
  if (current.version !== line.version) return current.version
  return versions.find(one => one.version !== line.version)?.version ?? line.version
}
