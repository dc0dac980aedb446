'use client'

import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { decimalText, formatMoney, type Currency } from '@/lib/money'
import type { PlanTerms } from '@/lib/plans/plan'
import { planKinds } from '@/lib/plans/plan-kinds'
import { TermsDates } from './terms-dates'

export type TermsBounds = {
  currency: Currency
  locale: string
  penaltyCents: number
  interestCents: number
  feeCents: number
  firstDueOn: string
  minDueOn: string
}
type Props = { bounds: TermsBounds; start?: PlanTerms }

/** Fields that belong to one kind are there for it alone: the choice itself shows and hides them, before any script has loaded. */
const only = {
  extension: 'hidden group-has-[option[value=extension]:checked]/terms:flex',
  holiday: 'hidden group-has-[option[value=holiday]:checked]/terms:flex',
  step_up: 'hidden group-has-[option[value^=step]:checked]/terms:flex sm:col-span-2',
  token: 'hidden group-has-[option[value=token]:checked]/terms:flex',
  settlement: 'hidden group-has-[option[value=settlement]:checked]/terms:flex',
  lump_sum_plus: 'hidden group-has-[option[value^=lump]:checked]/terms:flex',
}

/** The fields of a plan's terms; which of them are asked depends on the kind. */
export function TermsFields({ bounds, start }: Props) {
  const t = useTranslations('plans.form')
  const { currency } = bounds
  const text = (amount: number | undefined) => (amount ? decimalText(amount) : '')
  return (
    <div className="group/terms grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Select
        name="kind"
        label={t('kind')}
        defaultValue={start?.kind ?? 'instalments'}
        fieldClassName="sm:col-span-2"
        options={planKinds.map(value => ({ value, label: t(`kinds.${value}`) }))}
      />
      <Input
        name="shiftPeriods"
        type="number"
        min={1}
        max={52}
        inputMode="numeric"
        label={t('shiftPeriods')}
        defaultValue={start?.kind === 'extension' ? start.shiftPeriods : 3}
        fieldClassName={only.extension}
      />
      <Input
        name="periods"
        type="number"
        min={1}
        max={12}
        inputMode="numeric"
        label={t('periods')}
        hint={t('periodsHint')}
        defaultValue={start?.kind === 'holiday' ? start.periods : 3}
        fieldClassName={only.holiday}
      />
      <Textarea
        name="steps"
        rows={3}
        label={t('steps')}
        hint={t('stepsHint')}
        defaultValue={start?.kind === 'step_up' ? start.steps.map(step => `${step.count} × ${decimalText(step.amountCents)}`).join('\n') : ''}
        fieldClassName={only.step_up}
      />
      <MoneyField
        name="tokenAmount"
        currency={currency}
        label={t('tokenAmount')}
        hint={t('tokenHint')}
        defaultValue={text(start?.kind === 'token' ? start.amountCents : undefined)}
        fieldClassName={only.token}
      />
      <MoneyField
        name="settleAmount"
        currency={currency}
        label={t('settleAmount')}
        hint={t('settleHint')}
        defaultValue={text(start?.kind === 'settlement' ? start.settleCents : undefined)}
        fieldClassName={only.settlement}
      />
      <MoneyField
        name="lumpAmount"
        currency={currency}
        label={t('lumpAmount')}
        hint={t('lumpHint')}
        defaultValue={text(start?.kind === 'lump_sum_plus' ? start.lumpCents : undefined)}
        fieldClassName={only.lump_sum_plus}
      />
      <TermsDates bounds={bounds} start={start?.kind === 'extension' ? undefined : start} />
      <Concessions bounds={bounds} start={start} />
    </div>
  )
}

function Concessions({ bounds, start }: Props) {
  const t = useTranslations('plans.form')
  const waivers = [
    { name: 'waivePenalty', most: bounds.penaltyCents, given: start?.waivePenaltyCents },
    { name: 'waiveInterest', most: bounds.interestCents, given: start?.waiveInterestCents },
    { name: 'waiveFee', most: bounds.feeCents, given: start?.waiveFeeCents },
  ] as const
  return (
    <div className="grid grid-cols-1 gap-3 group-has-[option[value=settlement]:checked]/terms:hidden sm:col-span-2 sm:grid-cols-2">
      {waivers.map(({ name, most, given }) => (
        <MoneyField
          key={name}
          name={name}
          currency={bounds.currency}
          label={t(name)}
          hint={t('upTo', { amount: formatMoney(most, bounds.currency, bounds.locale) })}
          defaultValue={given ? decimalText(given) : ''}
        />
      ))}
      <div className="flex flex-col gap-2 sm:col-span-2">
        <Checkbox name="isConditional" label={t('isConditional')} defaultChecked={start?.isConditional ?? true} />
        <Checkbox name="freezeInterest" label={t('freezeInterest')} defaultChecked={start?.freezeInterest ?? true} />
        <Checkbox name="freezePenalty" label={t('freezePenalty')} defaultChecked={start?.freezePenalty ?? true} />
      </div>
    </div>
  )
}
