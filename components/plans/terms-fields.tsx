'use client'

import { useState } from 'react'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { decimalText, formatMoney, type Currency } from '@/lib/money'
import type { PlanTerms } from '@/lib/plans/plan'

export type TermsBounds = {
  currency: Currency
  locale: string
  penaltyCents: number
  interestCents: number
  firstDueOn: string
  minDueOn: string
}
type Props = { bounds: TermsBounds; start?: PlanTerms }

/** The fields of a plan's terms; which of them are asked depends on the kind. */
export function TermsFields({ bounds, start }: Props) {
  const t = useTranslations('plans.form')
  const [kind, setKind] = useState<string>(start?.kind ?? 'instalments')
  const upTo = (amount: number) => t('upTo', { amount: formatMoney(amount, bounds.currency, bounds.locale) })
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <Select
        name="kind"
        label={t('kind')}
        value={kind}
        onChange={event => setKind(event.target.value)}
        options={[
          { value: 'instalments', label: t('instalments') },
          { value: 'extension', label: t('extension') },
        ]}
      />
      {kind === 'extension' ? (
        <Input
          name="shiftPeriods"
          type="number"
          min={1}
          max={12}
          inputMode="numeric"
          label={t('shiftPeriods')}
          defaultValue={start?.kind === 'extension' ? start.shiftPeriods : 3}
        />
      ) : (
        <InstalmentFields bounds={bounds} start={start} />
      )}
      <MoneyField
        name="waivePenalty"
        currency={bounds.currency}
        label={t('waivePenalty')}
        hint={upTo(bounds.penaltyCents)}
        defaultValue={start && start.waivePenaltyCents > 0 ? decimalText(start.waivePenaltyCents) : ''}
      />
      <MoneyField
        name="waiveInterest"
        currency={bounds.currency}
        label={t('waiveInterest')}
        hint={upTo(bounds.interestCents)}
        defaultValue={start && start.waiveInterestCents > 0 ? decimalText(start.waiveInterestCents) : ''}
      />
      <Checkbox name="freezeInterest" label={t('freezeInterest')} defaultChecked={start?.freezeInterest ?? true} />
      <Checkbox name="freezePenalty" label={t('freezePenalty')} defaultChecked={start?.freezePenalty ?? true} />
    </div>
  )
}

function InstalmentFields({ bounds, start }: Props) {
  const t = useTranslations('plans.form')
  const own = start?.kind === 'instalments' ? start : null
  return (
    <>
      <Input
        name="count"
        type="number"
        min={1}
        max={400}
        inputMode="numeric"
        label={t('count')}
        defaultValue={own?.count ?? 12}
      />
      <Select
        name="frequency"
        label={t('frequency')}
        defaultValue={own?.frequency ?? 'monthly'}
        options={(['monthly', 'fortnightly', 'weekly'] as const).map(value => ({ value, label: t(value) }))}
      />
      <DateField
        name="firstDueOn"
        label={t('firstDueOn')}
        min={bounds.minDueOn}
        defaultValue={own?.firstDueOn ?? bounds.firstDueOn}
      />
    </>
  )
}
