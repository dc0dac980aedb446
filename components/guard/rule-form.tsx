import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { LinkButton } from '@/components/ui/link-button'
import { Select } from '@/components/ui/select'
import type { Rule } from '@/lib/guard/rule'
import { testKinds } from '@/lib/guard/rule-params'
import type { TestKind } from '@/lib/guard/rule-test'
import { RuleFields } from './rule-fields'

type Hidden = { id: string; seen: string }

export function RuleForm({ rule, action, hidden }: { rule: Rule; action: FormAction; hidden: Hidden }) {
  const t = useTranslations('rules')
  return (
    <ActionForm action={action} hidden={{ ...hidden, ruleId: rule.id }} label={t('editRule')}>
      <RuleFields rule={rule} />
      <Button type="submit" variant="primary" className="self-start">{t('saveRule')}</Button>
    </ActionForm>
  )
}

/** The first step of a new rule: what kind of test it is. Sent by GET, so it needs no script. */
export function KindForm({ kind }: { kind: TestKind | null }) {
  const t = useTranslations('rules')
  const options = testKinds.map(value => ({ value, label: t(`tests.${value}`) })).toSorted((a, b) => a.label.localeCompare(b.label))
  return (
    <form method="get" aria-label={t('chooseKind')} className="mb-8 flex flex-wrap items-end gap-3">
      <Select name="kind" label={t('chooseKind')} options={options} defaultValue={kind ?? undefined} placeholder={kind ? undefined : t('choose')} fieldClassName="min-w-0 grow sm:max-w-md" />
      <Button type="submit">{t('chooseThis')}</Button>
    </form>
  )
}

type NewProps = { kind: TestKind; start: Pick<Rule, 'effectiveFrom' | 'lastChecked'>; action: FormAction; hidden: Hidden; backHref: string }

/** The second step: everything that the kind asks for. */
export function NewRuleForm({ kind, start, action, hidden, backHref }: NewProps) {
  const t = useTranslations('rules')
  return (
    <ActionForm action={action} hidden={{ ...hidden, kind }} label={t('addRule')}>
      <Input name="newRule" label={t('newRule')} hint={t('newRuleHint')} maxLength={61} autoCapitalize="none" spellCheck={false} fieldClassName="max-w-md" />
      <RuleFields rule={{ ...start, test: { kind }, applies: {} }} />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary">{t('addThis')}</Button>
        <LinkButton href={backHref}>{t('backToDraft')}</LinkButton>
      </div>
    </ActionForm>
  )
}
