import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { PackFrame } from '@/components/guard/pack-frame'
import { RuleRow } from '@/components/guard/rule-row'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageBody } from '@/components/layout/staff-shell'
import { Button } from '@/components/ui/button'
import { can } from '@/lib/accounts/permissions'
import { HOUSE } from '@/lib/guard/shipped-packs'
import { draftPackAction } from '../../actions'
import { packOf, type PackParams } from './pack'

export async function generateMetadata({ params }: PackParams): Promise<Metadata> {
  const { code, version } = await params
  return { title: `${(await getTranslations('rules'))('title')} · ${code} ${version}` }
}

export default async function PackPage(props: PackParams) {
  const { ctx, view } = await packOf(props)
  const t = await getTranslations('rules')
  const { line, pack, own, hasOpenDraft } = view
  const mayDraft = can(ctx.actor, 'guard:draft') && line.code !== HOUSE && !hasOpenDraft
  const editBase = line.status === 'draft' && own?.isMine ? `/rules/${line.code}/${line.version}/edit?rule=` : null
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard', 'errors']}>
      <PageBody>
        <PackFrame
          view={view}
          tab="rules"
          actions={
            mayDraft && (
              <ActionForm action={draftPackAction} hidden={{ code: line.code, fromVersion: line.version }}>
                <Button type="submit" variant="primary">{t('draftFrom')}</Button>
              </ActionForm>
            )
          }
        >
          <p className="mb-2 text-sm text-ink-faint">{line.code === HOUSE ? t('houseHint') : t('rulesHint', { count: pack.rules.length })}</p>
          <div className="divide-y divide-line border-y border-line">
            {pack.rules.map(rule => (
              <RuleRow key={rule.id} rule={rule} editHref={editBase ? editBase + rule.id : undefined} />
            ))}
          </div>
        </PackFrame>
      </PageBody>
    </MessagesProvider>
  )
}
