import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { marks, severities, type Rule } from '@/lib/guard/rule'
import { paramsOf } from '@/lib/guard/rule-params'
import { ParamField } from './param-field'

type Props = { rule: Rule; action: FormAction; hidden: { id: string; seen: string } }

/** One rule of a draft: its numbers, weight, both texts, source and days. */
export function RuleForm({ rule, action, hidden }: Props) {
  const t = useTranslations('rules')
  const values = new Map<string, unknown>(Object.entries(rule.test))
  return (
    <ActionForm action={action} hidden={{ ...hidden, ruleId: rule.id }} label={t('editRule')}>
      <p className="font-medium text-ink">{t(`tests.${rule.test.kind}`)}</p>
      {paramsOf(rule.test.kind).map(param => (
        <ParamField key={param.name} param={param} value={values.get(param.name)} />
      ))}
      <div className="grid gap-4 sm:grid-cols-2">
        <Select name="severity" label={t('fields.severity')} options={severities.map(value => ({ value, label: t(`severity.${value}`) }))} defaultValue={rule.severity} />
        <Select name="mark" label={t('fields.mark')} hint={t('markHint')} options={marks.map(value => ({ value, label: t(`marks.${value}`) }))} defaultValue={rule.mark} />
      </div>
      {(['text', 'lift', 'condition'] as const).map(name => (
        <div key={name} className="grid gap-4 sm:grid-cols-2">
          {(['zh_cn', 'en'] as const).map(language => (
            <Textarea key={language} name={`${name}.${language}`} label={t(`fields.${name}In`, { language })} optional={name === 'condition'} maxLength={2000} defaultValue={rule[name]?.[language] ?? ''} lang={language === 'en' ? 'en' : 'zh-CN'} />
          ))}
        </div>
      ))}
      <div className="grid gap-4 sm:grid-cols-2">
        <Input name="authority" label={t('fields.authority')} maxLength={200} defaultValue={rule.authority} />
        <Input name="article" label={t('fields.article')} maxLength={200} defaultValue={rule.article} />
      </div>
      <Input name="source" label={t('fields.source')} maxLength={500} defaultValue={rule.source} />
      <div className="grid gap-4 sm:grid-cols-3">
        <DateField name="effectiveFrom" label={t('fields.effectiveFrom')} defaultValue={rule.effectiveFrom} />
        <DateField name="effectiveTo" label={t('fields.effectiveTo')} optional defaultValue={rule.effectiveTo ?? ''} />
        <DateField name="lastChecked" label={t('fields.lastChecked')} defaultValue={rule.lastChecked} />
      </div>
      <Button type="submit" variant="primary" className="self-start">{t('saveRule')}</Button>
    </ActionForm>
  )
}
