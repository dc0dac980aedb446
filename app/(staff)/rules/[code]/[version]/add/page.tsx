import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PackFrame } from '@/components/guard/pack-frame'
import { KindForm, NewRuleForm } from '@/components/guard/rule-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageBody } from '@/components/layout/staff-shell'
import { testKinds } from '@/lib/guard/rule-params'
import { addRuleAction } from '../../../actions'
import { packOf, type PackParams } from '../pack'

type Props = PackParams & { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: PackParams): Promise<Metadata> {
  const { code, version } = await params
  return { title: `${(await getTranslations('rules'))('addRule')} · ${code} ${version}` }
}

/** A new rule of one's own draft: first its kind, then everything that the kind asks for. */
export default async function AddPage(props: Props) {
  const { ctx, view } = await packOf(props)
  const { line, own } = view
  if (line.status !== 'draft' || !own?.isMine) notFound()
  const t = await getTranslations('rules')
  const asked = (await props.searchParams).kind
  const kind = testKinds.find(one => one === asked) ?? null
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard', 'errors']}>
      <PageBody>
        <PackFrame view={view} tab="edit">
          <section aria-labelledby="new-head" className="max-w-4xl">
            <h2 id="new-head" className="mb-1 font-semibold text-ink">{t('addRule')}</h2>
            <p className="mb-4 max-w-prose text-sm text-ink-soft">{t('addHint')}</p>
            <KindForm kind={kind} />
            {kind && (
              <NewRuleForm
                key={kind}
                kind={kind}
                start={{ effectiveFrom: line.effectiveFrom ?? ctx.today, lastChecked: ctx.today }}
                action={addRuleAction}
                hidden={{ id: own.id, seen: own.seen }}
                backHref={`/rules/${line.code}/${line.version}/edit`}
              />
            )}
          </section>
        </PackFrame>
      </PageBody>
    </MessagesProvider>
  )
}
