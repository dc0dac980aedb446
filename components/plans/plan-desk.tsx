'use client'

import { useRef, useState, type ChangeEvent, type FormEvent } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Textarea } from '@/components/ui/textarea'
import { formatMoney, type Currency } from '@/lib/money'
import type { PlanDesk as Desk } from '@/lib/plans/option-queries'
import { OptionCard } from './option-card'
import { TermsFields, type TermsBounds } from './terms-fields'
import { TermsPreview } from './terms-preview'

type Props = {
  desk: Desk
  currency: Currency
  hidden: Record<string, string>
  previewUrl: string
  dates: Pick<TermsBounds, 'firstDueOn' | 'minDueOn'>
  action: FormAction
}

/** Options side by side with the referee's working, a stress slider and a plan of one's own; one form offers what is ticked. */
export function PlanDesk({ desk, currency, hidden, previewUrl, dates, action }: Props) {
  const t = useTranslations('plans')
  const locale = useLocale()
  const top = useRef<HTMLDivElement>(null)
  const [stress, setStress] = useState(0)
  const [query, setQuery] = useState<string | null>(null)
  const leftCents = desk.affordableCents - stress
  const bounds = { currency, locale, penaltyCents: desk.owed.penaltyCents, interestCents: desk.owed.interestCents, feeCents: desk.owed.feeCents, ...dates }
  const tryOut = (event: FormEvent<HTMLFieldSetElement> | ChangeEvent<HTMLFieldSetElement>) => {
    const form = event.currentTarget.closest('form')
    if (form) setQuery(queryOf(form))
  }
  return (
    <div ref={top}>
      <ActionForm
        action={action}
        hidden={hidden}
        idPrefix="plan-"
        label={t('compare')}
        resetOnOk
        onOk={() => top.current?.scrollIntoView({ block: 'start' })}
      >
        {desk.mayBeTimeBarred && <Notice tone="attention">{t('oldDebt')}</Notice>}
        {desk.restructures.signed > 0 && <p className="text-sm text-ink-soft">{t('restructures', desk.restructures)}</p>}
        <div className="flex flex-col gap-1">
          <label htmlFor="stress" className="text-sm text-ink-soft">
            {t('stress')}{' '}
            <output className="font-medium text-ink">
              {t.rich('stressOutput', { amount: () => <Money key="amount" amountCents={stress} currency={currency} /> })}
            </output>
          </label>
          <input
            id="stress"
            type="range"
            min={0}
            max={Math.max(1, desk.affordableCents)}
            step={Math.max(1, Math.round(desk.affordableCents / 20))}
            value={stress}
            onChange={event => setStress(Number(event.target.value))}
            className="w-full accent-accent"
          />
        </div>
        <ul aria-label={t('compare')} className="flex flex-col gap-3">
          {desk.options.map(option => (
            <OptionCard
              key={option.key}
              option={option}
              currency={currency}
              affordableCents={leftCents}
              isStressed={stress > 0}
            />
          ))}
        </ul>
        <fieldset onChange={tryOut} className="flex flex-col gap-3 rounded-lg border border-line p-3">
          <legend className="px-1 font-semibold">{t('custom')}</legend>
          <TermsFields bounds={bounds} />
          {query !== null && <TermsPreview url={previewUrl} query={query} currency={currency} affordableCents={leftCents} />}
          <Checkbox name="custom" label={t('includeCustom')} />
        </fieldset>
        <Textarea name="note" label={t('note')} optional rows={2} maxLength={1000} />
        {desk.kindestCents !== null && (
          <p className="text-sm text-ink-soft">{t('kindest', { amount: formatMoney(desk.kindestCents, currency, locale) })}</p>
        )}
        <div className="flex flex-wrap items-center gap-3">
          <Button type="submit" variant="primary">
            {t('propose')}
          </Button>
          <p className="text-sm text-ink-faint">{t('proposeHint')}</p>
        </div>
      </ActionForm>
    </div>
  )
}

const fields = [
  'kind',
  'count',
  'frequency',
  'firstDueOn',
  'shiftPeriods',
  'periods',
  'payDay',
  'steps',
  'tokenAmount',
  'settleAmount',
  'lumpAmount',
  'freezeInterest',
  'freezePenalty',
  'waivePenalty',
  'waiveInterest',
  'waiveFee',
  'isConditional',
]

/** The form's terms as a query string for the preview. */
export function queryOf(form: HTMLFormElement): string {
  const data = new FormData(form)
  const query = new URLSearchParams()
  for (const name of fields) {
    const value = data.get(name)
    if (typeof value === 'string' && value !== '') query.set(name, value)
  }
  return query.toString()
}
