import Link from 'next/link'
import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DescriptionList } from '@/components/ui/description-list'
import type { Rule } from '@/lib/guard/rule'
import { SeverityBadge } from './severity-badge'
import { useAppliesWords, useParamWords } from './use-param-words'

type Props = { rule: Rule; editHref?: string; children?: ReactNode }

/** One rule as compliance reads it: what it says, where that stands, how sure we are, its numbers, its days, what would lift it. */
export function RuleRow({ rule, editHref, children }: Props) {
  const t = useTranslations('rules')
  const isChinese = useLocale() === 'zh-CN'
  const words = (both: { en: string; zh_cn: string }) => (isChinese ? both.zh_cn : both.en)
  const params = useParamWords()(rule)
  const applies = useAppliesWords()(rule)
  return (
    <article id={rule.id} aria-labelledby={`${rule.id}-text`} className="grid gap-x-8 gap-y-3 py-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="min-w-0">
        <h2 id={`${rule.id}-text`} className="font-medium text-ink">
          {words(rule.text)}
        </h2>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-faint">
          <SeverityBadge severity={rule.severity} />
          <Badge>{t(`marks.${rule.mark}`)}</Badge>
          <span>{t(`tests.${rule.test.kind}`)}</span>
          <code className="break-all">{rule.id}</code>
        </p>
        <p className="mt-2 text-sm text-ink-soft">
          {words(rule.authority)} {words(rule.article)}
          <span className="block text-xs break-words text-ink-faint">{t('sourceChecked', { source: words(rule.source), on: rule.lastChecked })}</span>
        </p>
        <p className="mt-2 text-sm text-ink-soft">
          <span className="text-ink-faint">{t('liftedBy')}</span> {words(rule.lift)}
        </p>
        {rule.condition && (
          <p className="mt-1 text-sm text-ink-soft">
            <span className="text-ink-faint">{t('condition')}</span> {words(rule.condition)}
          </p>
        )}
        {editHref && (
          <Link href={editHref} className="mt-2 inline-block text-sm text-accent hover:underline">
            {t('editRule')} <span className="sr-only">{rule.id}</span>
          </Link>
        )}
        {children}
      </div>
      <div className="min-w-0 text-sm">
        <DescriptionList items={[...params, ...applies, { id: 'from', term: t('inForce'), detail: t('fromTo', { from: rule.effectiveFrom, to: rule.effectiveTo ?? 'open' }) }]} />
      </div>
    </article>
  )
}
