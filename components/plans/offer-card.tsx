import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { LinkButton } from '@/components/ui/link-button'
import { formatMoney } from '@/lib/money'
import { isLevel } from '@/lib/plans/level'
import type { PlanView } from '@/lib/plans/queries'
import { termFacts } from './offer-facts'
import { ScheduleTable } from './schedule-table'

type Props = { plan: PlanView; letter: string | null; href: string; today: string; children?: ReactNode }

/** Said after the money. */
const last = ['bureau', 'limitation']

/** One offer in the borrower's words; the same facts in the same order on each, so that they compare. */
export function OfferCard({ plan, letter, href, today, children }: Props) {
  const t = useTranslations('agreement')
  const locale = useLocale()
  const money = (amount: number) => formatMoney(amount, plan.currency, locale)
  const amounts = plan.progress.dates.map(date => date.totalCents)
  const highest = money(Math.max(0, ...amounts))
  const cost = plan.totals.costAgainstNothingCents
  const facts = termFacts(useTranslations('planTerms'), plan, locale)
  return (
    <section aria-labelledby={`offer-${plan.id}`} className="flex flex-col gap-4 rounded-xl border border-line bg-surface p-5">
      <header>
        {letter && <p className="text-base font-medium text-ink-faint">{t('option', { letter })}</p>}
        <h2 id={`offer-${plan.id}`} className="text-2xl font-semibold tracking-tight">
          {isLevel(amounts) ? t('month', { amount: highest }) : t('monthUpTo', { amount: highest })}
        </h2>
      </header>
      <DescriptionList
        lined
        items={[
          { id: 'count', term: t('count'), detail: t('countOf', { count: plan.progress.dates.length }) },
          { id: 'total', term: t('total'), detail: money(plan.totalCents) },
          { id: 'first', term: t('first'), detail: <DateText value={plan.firstDueOn} now={today} show="both" /> },
          { id: 'last', term: t('last'), detail: <DateText value={plan.lastDueOn} /> },
          { id: 'interest', term: t('interest'), detail: t(plan.terms.freezeInterest ? 'interestFrozen' : 'interestRuns') },
          { id: 'penalty', term: t('penalty'), detail: t(plan.terms.freezePenalty ? 'penaltyFrozen' : 'penaltyRuns') },
          ...facts.filter(fact => !last.includes(fact.id)),
          {
            id: 'against',
            term: t('against'),
            detail: cost === 0 ? t('same') : t(cost > 0 ? 'more' : 'less', { amount: money(Math.abs(cost)) }),
          },
          { id: 'missed', term: t('missed'), detail: t('missedText', { days: plan.graceDays }) },
          ...facts.filter(fact => last.includes(fact.id)),
          ...(plan.offerEndsOn
            ? [{ id: 'until', term: t('until'), detail: <DateText value={plan.offerEndsOn} now={today} show="both" /> }]
            : []),
        ]}
      />
      <details>
        <summary className="flex min-h-11 cursor-pointer items-center font-medium text-accent">{t('dates')}</summary>
        <ScheduleTable dates={plan.progress.dates} currency={plan.currency} />
      </details>
      <div className="flex flex-wrap items-center gap-3">
        <LinkButton href={href} variant="primary" className="max-sm:w-full">
          {letter ? t('chooseLetter', { letter }) : t('chooseThis')}
        </LinkButton>
        {children}
      </div>
    </section>
  )
}
