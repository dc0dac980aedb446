import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { MoneyField } from '@/components/ui/money-field'
import { Select } from '@/components/ui/select'
import { categoriesOf, type BudgetSide } from '@/lib/hardship/application-input'
import { frequencies } from '@/lib/hardship/budget'
import { decimalText, type Currency } from '@/lib/money'
import { BudgetTotal } from './budget-total'
import { StepForm, type StepFrame } from './step-form'

export type FilledLine = { side: string; category: string; amountCents: number; frequency: string; monthlyCents: number }
type Props = { frame: StepFrame; action: FormAction; currency: Currency; lines: readonly FilledLine[] }

/** Income and spending, each line per week, two weeks or month; nothing here is compulsory. */
export function MoneyStep({ frame, action, currency, lines }: Props) {
  const t = useTranslations('hardship')
  return (
    <StepForm frame={frame} action={action} title={t('money.title')} lead={t('money.lead')} canSkip>
      <BudgetSection side="income" currency={currency} lines={lines} />
      <BudgetSection side="spending" currency={currency} lines={lines} />
      <div id="total" className="sticky bottom-0 -mx-5 border-t border-line bg-canvas px-5 py-3">
        <BudgetTotal currency={currency} saved={lines} texts={{ income: t('money.income'), spending: t('money.spending'), left: t('money.left'), short: t('money.short') }} />
      </div>
      <noscript>
        <Button type="submit" name="total" value="yes">
          {t('money.workOut')}
        </Button>
      </noscript>
    </StepForm>
  )
}

/** Asked in sight; the others wait folded, and open where one of them is filled. */
const isUsual = (category: string) => ['wages', 'business', 'benefits', 'housing', 'food', 'utilities', 'other_debts'].includes(category)

function BudgetSection({ side, currency, lines }: { side: BudgetSide; currency: Currency; lines: readonly FilledLine[] }) {
  const t = useTranslations('hardship')
  const lineOf = (category: string) => lines.find(found => found.side === side && found.category === category)
  const show = (category: string) => <BudgetLine key={category} side={side} category={category} currency={currency} line={lineOf(category)} />
  const usual = categoriesOf(side).filter(category => isUsual(category))
  const rare = categoriesOf(side).filter(category => !isUsual(category))
  return (
    <fieldset className="flex flex-col gap-5 [&_input]:scroll-mb-28 [&_select]:scroll-mb-28">
      <legend className="mb-4 text-xl font-semibold text-ink">{t(`money.${side}Title`)}</legend>
      {usual.map(category => show(category))}
      <details open={rare.some(category => lineOf(category))} className="group">
        <summary className="inline-flex min-h-12 cursor-pointer items-center text-accent underline underline-offset-4">
          {t(side === 'income' ? 'money.moreIncome' : 'money.moreSpending')}
        </summary>
        <div className="flex flex-col gap-5 pt-3">{rare.map(category => show(category))}</div>
      </details>
    </fieldset>
  )
}

type Line = { side: BudgetSide; category: string; currency: Currency; line: FilledLine | undefined }

function BudgetLine({ side, category, currency, line }: Line) {
  const t = useTranslations('hardship')
  const label = t(`category.${category}`)
  return (
    <div data-budget-side={side} className="grid grid-cols-[minmax(0,1fr)_minmax(7.5rem,auto)] items-end gap-3">
      <MoneyField name={`amount_${category}`} currency={currency} label={label} defaultValue={line ? decimalText(line.amountCents) : ''} />
      <Select
        name={`frequency_${category}`}
        label={t('money.oftenFor', { what: label })}
        labelHidden
        defaultValue={line?.frequency ?? 'monthly'}
        options={frequencies.map(value => ({ value, label: t(`frequency.${value}`) }))}
      />
    </div>
  )
}
