import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { Textarea } from '@/components/ui/textarea'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { POLICY_FIELDS, valueAt, type NumberSection, type PolicyField } from '@/lib/lenders/policy-fields'
import { typedText } from '@/lib/lenders/policy-text'
import type { Currency } from '@/lib/money'
import { useFieldLabel } from './policy-numbers'
import { useBoundWords, useValueWords } from './use-policy-words'

export type FormKey = { section: string; version: string; requestId: string }
type Props = { action: FormAction; formKey: FormKey; section: NumberSection; policy: LenderPolicy; currency: Currency }

/** The numbers of one section, as they stand, to be proposed otherwise. */
export function PolicyForm({ action, formKey, section, policy, currency }: Props) {
  const t = useTranslations('policy')
  return (
    <ActionForm action={action} hidden={formKey} label={t('propose')} className="max-w-xl">
      {POLICY_FIELDS[section].map(field => (
        <NumberField key={field.name} field={field} value={valueAt(policy, field.path)} currency={currency} />
      ))}
      <ProposeFields />
    </ActionForm>
  )
}

/** Why, and the button: the end of every proposal. */
export function ProposeFields() {
  const t = useTranslations('policy')
  return (
    <>
      <Textarea name="reason" label={t('reason')} hint={t('reasonHint')} maxLength={2000} required />
      <p className="text-sm text-ink-soft">{t('proposeHint')}</p>
      <Button type="submit" variant="primary" className="self-start">
        {t('propose')}
      </Button>
    </>
  )
}

function NumberField({ field, value, currency }: { field: PolicyField; value: unknown; currency: Currency }) {
  const t = useTranslations('policy')
  const say = useValueWords(currency)
  const bounds = useBoundWords(currency)
  const label = useFieldLabel()
  const hint = t('hintNow', { does: t(`fields.${field.words}.does`), bounds: bounds(field), value: say(field.unit, value) })
  const texts = { name: field.name, label: label(field), hint, defaultValue: typedText(field.unit, value), optional: field.isOptional }
  if (field.unit === 'amount') return <MoneyField {...texts} currency={currency} />
  return <Input {...texts} inputMode={field.unit === 'percent' ? 'decimal' : field.unit === 'dayList' ? 'text' : 'numeric'} autoComplete="off" maxLength={40} className="max-w-40" />
}
