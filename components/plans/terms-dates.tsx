'use client'

import { useTranslations } from 'next-intl'
import { DateField } from '@/components/ui/date-field'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import type { PlanTerms } from '@/lib/plans/plan'
import type { TermsBounds } from './terms-fields'

type Props = { bounds: TermsBounds; start: Exclude<PlanTerms, { kind: 'extension' }> | undefined }

/** How many, how often and from when; an extension keeps the contract's own dates. */
export function TermsDates({ bounds, start }: Props) {
  const t = useTranslations('plans.form')
  const rhythm = start?.payDay === undefined ? (start?.frequency ?? 'monthly') : 'pay_day'
  return (
    <div className="grid grid-cols-1 gap-3 group-has-[option[value=extension]:checked]/terms:hidden sm:col-span-2 sm:grid-cols-2">
      <Input
        name="count"
        type="number"
        min={1}
        max={400}
        inputMode="numeric"
        label={t('count')}
        hint={t('countHint')}
        defaultValue={start?.count ?? 12}
      />
      <Select
        name="frequency"
        label={t('frequency')}
        defaultValue={rhythm}
        options={(['monthly', 'fortnightly', 'weekly', 'pay_day'] as const).map(value => ({ value, label: t(value) }))}
      />
      <Input
        name="payDay"
        type="number"
        min={1}
        max={31}
        inputMode="numeric"
        label={t('payDay')}
        hint={t('payDayHint')}
        defaultValue={start?.payDay ?? 15}
        fieldClassName="hidden group-has-[option[value^=pay]:checked]/terms:flex"
      />
      <DateField name="firstDueOn" label={t('firstDueOn')} min={bounds.minDueOn} defaultValue={start?.firstDueOn ?? bounds.firstDueOn} />
    </div>
  )
}
