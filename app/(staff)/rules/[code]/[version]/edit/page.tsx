import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { PackFrame } from '@/components/guard/pack-frame'
import { RemovedRules, RemoveRule } from '@/components/guard/remove-rule'
import { RuleForm } from '@/components/guard/rule-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageBody } from '@/components/layout/staff-shell'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { DateField } from '@/components/ui/date-field'
import { LinkButton } from '@/components/ui/link-button'
import { diffPacks } from '@/lib/guard/pack-diff'
import { putBackAction, removeRuleAction, saveRuleAction, saveStartAction } from '../../../actions'
import { packOf, type PackParams } from '../pack'

type Props = PackParams & { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ params }: PackParams): Promise<Metadata> {
  const { code, version } = await params
  return { title: `${(await getTranslations('rules'))('tabs.edit')} · ${code} ${version}` }
}

/** Only the drafter edits; for everybody else the draft is a page to read. */
export default async function EditPage(props: Props) {
  const { view } = await packOf(props)
  const { line, pack, own, current } = view
  if (line.status !== 'draft' || !own?.isMine) notFound()
  const t = await getTranslations('rules')
  const isChinese = (await getLocale()) === 'zh-CN'
  const asked = (await props.searchParams).rule
  const rule = pack.rules.find(one => one.id === asked) ?? pack.rules[0]
  const changed = new Map(diffPacks(current, pack).filter(one => one.change !== 'same').map(one => [one.rule, one.change]))
  const hidden = { id: own.id, seen: own.seen }
  const base = `/rules/${line.code}/${line.version}`
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'rules', 'guard', 'errors']}>
      <PageBody>
        <PackFrame view={view} tab="edit" actions={<LinkButton href={`${base}/changes`}>{t('toPropose')}</LinkButton>}>
          <ActionForm action={saveStartAction} hidden={hidden} idPrefix="start-" label={t('takesEffect')} className="mb-8 flex-row flex-wrap items-end">
            <DateField name="effectiveFrom" label={t('takesEffect')} hint={t('startHint')} defaultValue={line.effectiveFrom ?? ''} />
            <Button type="submit">{t('saveStart')}</Button>
          </ActionForm>
          <div className="grid gap-8 lg:grid-cols-[18rem_minmax(0,1fr)]">
            <nav aria-label={t('rulesOfPack')}>
              <LinkButton href={`${base}/add`} className="mb-2">{t('addRule')}</LinkButton>
              <ul className="quiet-scroll flex flex-col gap-px lg:max-h-[70dvh] lg:overflow-y-auto max-lg:max-h-64 max-lg:overflow-y-auto">
                {pack.rules.map(one => (
                  <li key={one.id}>
                    <Link
                      href={`${base}/edit?rule=${one.id}`}
                      aria-current={one.id === rule?.id ? 'page' : undefined}
                      className={cn('block rounded-md px-3 py-2 text-sm -outline-offset-2 hover:bg-hover', one.id === rule?.id ? 'bg-accent-soft font-medium text-accent' : 'text-ink-soft')}
                    >
                      <span className="line-clamp-2">{isChinese ? one.text.zh_cn : one.text.en}</span>
                      {changed.has(one.id) && <span className="text-xs text-attention">{t(`diff.${changed.get(one.id) ?? 'changed'}`)}</span>}
                    </Link>
                  </li>
                ))}
              </ul>
              <RemovedRules removed={pack.removed} action={putBackAction} hidden={hidden} />
            </nav>
            {rule && (
              <section aria-labelledby="rule-head" className="min-w-0">
                <h2 id="rule-head" className="mb-4 font-semibold break-all text-ink">{rule.id}</h2>
                <RuleForm key={rule.id} rule={rule} action={saveRuleAction} hidden={hidden} />
                <RemoveRule key={`remove ${rule.id}`} ruleId={rule.id} action={removeRuleAction} hidden={hidden} />
              </section>
            )}
          </div>
        </PackFrame>
      </PageBody>
    </MessagesProvider>
  )
}
