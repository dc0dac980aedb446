'use client'

import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Checkbox } from '@/components/ui/checkbox'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import type { Currency } from '@/lib/money'
import type { PlanOption } from '@/lib/plans/options'

type Props = { option: PlanOption; currency: Currency; affordableCents: number; isStressed: boolean }

/** One of the policy's options: what it asks each month, what it costs, whether the budget bears it. */
export function OptionCard({ option, currency, affordableCents, isStressed }: Props) {
  const t = useTranslations('plans')
  const o = useTranslations('planOptions')
  const fits = option.monthlyCents <= affordableCents
  const title = o(`${option.key}.title`)
  return (
    <li className="rounded-lg border border-line p-3 has-checked:border-accent has-checked:bg-accent-soft">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 className="font-semibold">{title}</h3>
        <p className="text-sm">
          <Money amountCents={option.monthlyCents} currency={currency} strong className="text-base" /> {t('perMonth')}
        </p>
      </div>
      <p className="mt-0.5 text-sm text-ink-soft">{o(`${option.key}.why`)}</p>
      <dl className="mt-2 grid grid-cols-2 gap-x-4 gap-y-1 text-sm [&_dt]:text-ink-faint">
        <Fact term={t('total')}>
          <Money amountCents={option.totals.totalCents} currency={currency} />
        </Fact>
        <Fact term={t('cost')}>
          <Money amountCents={option.totals.costAgainstNothingCents} currency={currency} />
        </Fact>
        <Fact term={t('count')}>{t('instalments', { count: option.schedule.length })}</Fact>
        <Fact term={t('ends')}>
          <DateText value={option.endsOn} />
        </Fact>
      </dl>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm">
        <span className="flex flex-wrap gap-x-3">
          <StatusDot tone={fits ? 'good' : 'attention'}>
            {t(isStressed ? (fits ? 'stressFits' : 'stressBreaks') : fits ? 'fits' : 'fitsNot')}
          </StatusDot>
          <span className="text-ink-soft">{t(`interestIs.${option.interest}`)}</span>
        </span>
        <Checkbox
          name="options"
          id={`option-${option.key}`}
          value={JSON.stringify(option.terms)}
          label={
            <>
              {t('choose')}
              <span className="sr-only">: {title}</span>
            </>
          }
        />
      </div>
    </li>
  )
}

const Fact = ({ term, children }: { term: string; children: ReactNode }) => (
  <div>
    <dt className="inline">{term}: </dt>
    <dd className="inline">{children}</dd>
  </div>
)
