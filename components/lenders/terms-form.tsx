import { useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { WATERFALL_IDS } from '@/lib/ledger/waterfall'
import type { LenderPolicy } from '@/lib/lenders/policy'
import { typedText } from '@/lib/lenders/policy-text'
import { presentTerms, TERMS_BOUNDS, type TermsScope } from '@/lib/lenders/terms-edit'
import { DAY_COUNTS } from '@/lib/loans/day-count'
import type { Currency } from '@/lib/money'
import { ProposeFields, type FormKey } from './policy-form'
import { useBoundWords } from './use-policy-words'

type Props = { action: FormAction; formKey: FormKey; policy: LenderPolicy; scope: TermsScope; tomorrow: string; currency: Currency }

/** Terms for loans paid out from a day on, filled with what holds then; a product leaves empty what is its lender's. */
export function TermsForm({ action, formKey, policy, scope, tomorrow, currency }: Props) {
  const t = useTranslations('policy.terms')
  const bounds = useBoundWords(currency)
  const isProduct = scope !== 'lender'
  const { waterfall, penalty = {} } = presentTerms(policy, scope, tomorrow)
  const own = typeof waterfall === 'object' ? [{ value: 'own', label: t('orders.own', { name: waterfall.id }) }] : []
  const asLender = isProduct ? t('asLender') : undefined
  const number = (name: keyof typeof TERMS_BOUNDS, value: unknown) => {
    const isOptional = isProduct || name === 'cap' || name === 'lprMultiple'
    const empty = isOptional ? (isProduct ? 'lender' : 'none') : 'refused'
    const hint = t('hint', { does: t(`does.${name}`), bounds: bounds({ ...TERMS_BOUNDS[name], isOptional: false }), empty })
    return <Input name={name} label={t(`fields.${name}`)} hint={hint} defaultValue={typedText(TERMS_BOUNDS[name].unit, value)} optional={isOptional} inputMode="decimal" autoComplete="off" maxLength={20} className="max-w-40" />
  }
  return (
    <ActionForm action={action} hidden={{ ...formKey, product: isProduct ? scope.product : '' }} label={t('begin')} className="max-w-xl">
      <DateField name="from" label={t('from')} hint={t('fromHint')} min={tomorrow} required />
      <Select
        name="waterfall"
        label={t('fields.waterfall')}
        hint={t('does.waterfall')}
        placeholder={asLender}
        defaultValue={typeof waterfall === 'object' ? 'own' : (waterfall ?? '')}
        options={[...WATERFALL_IDS.map(id => ({ value: id, label: t(`orders.${id}`) })), ...own]}
      />
      {number('multiplier', penalty.multiplierPpm)}
      <Select name="dayCount" label={t('fields.dayCount')} hint={t('does.dayCount')} placeholder={asLender} defaultValue={String(penalty.dayCount ?? '')} options={DAY_COUNTS.map(id => ({ value: id, label: id }))} />
      {number('cap', penalty.allInCapPpm)}
      {number('lprMultiple', penalty.lprMultiple)}
      <Select
        name="compound"
        label={t('fields.compound')}
        hint={t('does.compound')}
        placeholder={asLender}
        defaultValue={penalty.compound === undefined ? '' : penalty.compound ? 'yes' : 'no'}
        options={[{ value: 'no', label: t('no') }, { value: 'yes', label: t('yes') }]}
      />
      {number('graceDays', penalty.graceDays)}
      <ProposeFields />
    </ActionForm>
  )
}
