import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { Diff } from '@/components/ui/diff'
import { EmptyState } from '@/components/ui/empty-state'
import type { RuleChange } from '@/lib/guard/pack-diff'
import { useOptionWords } from './use-param-words'

type Props = { changes: readonly RuleChange[]; before: string; after: string }

/** Two versions, side by side: only the rules that differ, only the fields that differ. */
export function PackDiffList({ changes, before, after }: Props) {
  const t = useTranslations('rules')
  const field = useFieldWords()
  const option = useOptionWords()
  const differing = changes.filter(({ change }) => change !== 'same')
  if (differing.length === 0) return <EmptyState title={t('diff.none')}>{t('diff.noneText', { before, after })}</EmptyState>
  const say = (name: string, text: string) => {
    if (text === '') return '—'
    if (name === 'mark') return t(`marks.${text}`)
    if (name === 'test.kind') return t(`tests.${text}`)
    return /^(test|applies|severity)\b/.test(name) ? text.split(', ').map(option).join(t('comma')) : text
  }
  return (
    <div className="flex flex-col gap-8">
      {differing.map(({ rule, change, fields, reason }) => (
        <section key={rule} aria-labelledby={`diff-${rule}`}>
          <h2 id={`diff-${rule}`} className="mb-1 flex flex-wrap items-center gap-2 font-medium text-ink">
            <code className="break-all">{rule}</code>
            <Badge tone={change === 'changed' ? 'attention' : change === 'added' ? 'good' : 'stop'}>{t(`diff.${change}`)}</Badge>
          </h2>
          {reason && <p className="mb-2 text-sm text-ink-soft">{t('removedBecause', { reason })}</p>}
          <Diff
            caption={t('diff.caption', { rule })}
            items={fields.filter(one => one.changed).map(one => ({ id: one.field, label: field(one.field), before: say(one.field, one.before), after: say(one.field, one.after), changed: true }))}
          />
        </section>
      ))}
    </div>
  )
}

/** The name of a field of a rule, as on its form. */
function useFieldWords() {
  const t = useTranslations('rules')
  return (field: string) => {
    const [group = '', name = ''] = field.split('.')
    if (group === 'test') return name === 'kind' ? t('fields.test') : t(`params.${name}`)
    if (group === 'applies') return t(`applies.${name}`)
    if (['text', 'lift', 'condition', 'authority', 'article', 'source'].includes(group)) return t(`fields.${group}In`, { language: name })
    return t(`fields.${group}`)
  }
}
