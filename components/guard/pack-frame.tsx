import Link from 'next/link'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { PageHeader } from '@/components/layout/page-header'
import { DateText } from '@/components/ui/date-text'
import { LinkTabs } from '@/components/ui/link-tabs'
import { Notice } from '@/components/ui/notice'
import type { PackView } from '@/lib/guard/pack-queries'
import { PackStatus } from './pack-status'
import { packHref } from './pack-table'

type Tab = 'rules' | 'changes' | 'examples' | 'edit'
type Props = { view: PackView; tab: Tab; actions?: ReactNode; children: ReactNode }

/** Head and tabs of one version of a pack. */
export function PackFrame({ view, tab, actions, children }: Props) {
  const t = useTranslations('rules')
  const isChinese = useLocale() === 'zh-CN'
  const { line, own } = view
  const base = packHref(line)
  const tabs: [Tab, string][] = [['rules', base], ['changes', `${base}/changes`], ['examples', `${base}/examples`]]
  if (line.status === 'draft' && own?.isMine) tabs.push(['edit', `${base}/edit`])
  return (
    <>
      <PageHeader
        back={<Link href="/rules">{t('title')}</Link>}
        title={isChinese ? line.name.zh_cn : line.name.en}
        meta={
          <>
            <span className="break-all">{t('codeVersion', { code: line.code, version: line.version })}</span>
            <PackStatus line={line} />
            {line.effectiveFrom && <span>{t('takesEffect')} <DateText value={line.effectiveFrom} /></span>}
            {own?.drafter && <span>{t('draftedBy', { name: own.drafter })}</span>}
            {own?.proposer && <span>{t('proposedBy', { name: own.proposer })}</span>}
            {own?.decider && <span>{t('decidedBy', { name: own.decider })}</span>}
          </>
        }
        actions={actions}
      />
      {own?.note && <Notice title={t('noteKept')} className="mb-4">{own.note}</Notice>}
      <LinkTabs label={t('tabsLabel')} tabs={tabs.map(([name, href]) => ({ href, label: t(`tabs.${name}`), current: name === tab }))} />
      <div className="pt-4">{children}</div>
    </>
  )
}
