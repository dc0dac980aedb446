import { useTranslations } from 'next-intl'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { RadioGroup } from '@/components/ui/radio-group'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { marks, severities, type Rule } from '@/lib/guard/rule'
import { appliesTo } from '@/lib/guard/rule-fields'
import { paramsOf } from '@/lib/guard/rule-params'
import type { TestKind } from '@/lib/guard/rule-test'
import { ParamField } from './param-field'
import { useOptionWords } from './use-param-words'

/** What stands in the fields at first: a whole rule, or of a new one only what can be foreseen. */
type Start = { test: { kind: TestKind }; applies: Rule['applies'] } & Partial<Omit<Rule, 'test' | 'applies'>>

/** Everything that a rule says, as fields: its numbers, whom it speaks of, its weight, its texts, its source and days. */
export function RuleFields({ rule }: { rule: Start }) {
  const t = useTranslations('rules')
  const values = new Map<string, unknown>(Object.entries(rule.test))
  const choose = t('choose')
  return (
    <>
      <p className="font-medium text-ink">{t(`tests.${rule.test.kind}`)}</p>
      {paramsOf(rule.test.kind).map(param => (
        <ParamField key={param.name} param={param} value={values.get(param.name)} />
      ))}
      <AppliesFields applies={rule.applies} />
      <div className="grid gap-4 sm:grid-cols-2">
        <Select name="severity" label={t('fields.severity')} placeholder={rule.severity ? undefined : choose} options={severities.map(value => ({ value, label: t(`severity.${value}`) }))} defaultValue={rule.severity ?? ''} />
        <Select name="mark" label={t('fields.mark')} hint={t('markHint')} placeholder={rule.mark ? undefined : choose} options={marks.map(value => ({ value, label: t(`marks.${value}`) }))} defaultValue={rule.mark ?? ''} />
      </div>
      {(['text', 'lift', 'condition'] as const).map(name => (
        <InBoth key={name} name={name} words={rule[name]} most={2000} optional={name === 'condition'} isLong />
      ))}
      <InBoth name="authority" words={rule.authority} most={200} />
      <InBoth name="article" words={rule.article} most={200} optional />
      <InBoth name="source" words={rule.source} most={500} />
      <div className="grid gap-4 sm:grid-cols-3">
        <DateField name="effectiveFrom" label={t('fields.effectiveFrom')} defaultValue={rule.effectiveFrom ?? ''} />
        <DateField name="effectiveTo" label={t('fields.effectiveTo')} optional defaultValue={rule.effectiveTo ?? ''} />
        <DateField name="lastChecked" label={t('fields.lastChecked')} defaultValue={rule.lastChecked ?? ''} />
      </div>
    </>
  )
}

type Both = { name: 'text' | 'lift' | 'condition' | 'authority' | 'article' | 'source'; words?: Rule['text']; most: number; optional?: boolean; isLong?: boolean }

function InBoth({ name, words, most, optional, isLong }: Both) {
  const t = useTranslations('rules')
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {(['zh_cn', 'en'] as const).map(language => {
        const field = { name: `${name}.${language}`, label: t(`fields.${name}In`, { language }), optional, maxLength: most, defaultValue: words?.[language] ?? '', lang: language === 'en' ? 'en' : 'zh-CN' }
        return isLong ? <Textarea key={language} {...field} /> : <Input key={language} {...field} />
      })}
    </div>
  )
}

/** Nothing ticked means everything. */
function AppliesFields({ applies }: { applies: Rule['applies'] }) {
  const t = useTranslations('rules')
  const option = useOptionWords()
  return (
    <details className="rounded-lg border border-line px-4 py-3">
      <summary className="cursor-pointer font-medium text-ink">{t('appliesTitle')}</summary>
      <div className="mt-3 flex flex-col gap-4">
        {(['kinds', 'purposes', 'parties'] as const).map(name => (
          <div key={name}>
            <input type="hidden" name={`applies.${name}.sent`} value="1" />
            <RadioGroup name={`applies.${name}`} legend={t(`applies.${name}`)} hint={t('appliesHint')} choices={appliesTo[name].map(value => ({ value, label: option(value) }))} several look="inline" defaultValues={applies[name] ?? []} />
          </div>
        ))}
      </div>
    </details>
  )
}
