import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { EmptyState } from '@/components/ui/empty-state'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { formatMoney } from '@/lib/money'
import { dearestMonth } from '@/lib/plans/dearest-month'
import type { PlanView } from '@/lib/plans/queries'
import { toToken } from '@/lib/url-token'
import { termFacts } from './offer-facts'
import { PlanStatus } from './plan-status'
import { ScheduleTable } from './schedule-table'
import { WithdrawForm } from './withdraw-form'

type Props = {
  plans: readonly PlanView[]
  today: string
  timeZone: string
  /** Takes an open offer back; absent for who may not. */
  withdraw?: FormAction
  /** What stands below a plan's schedule, by plan. */
  below?: ReadonlyMap<string, ReactNode>
}

/** The Plans tab of a case: the newest plan first, each with its terms, what is paid and all its dates. */
export function PlanSummary({ plans, today, timeZone, withdraw, below }: Props) {
  const t = useTranslations('plans')
  if (plans.length === 0) return <EmptyState title={t('none')}>{t('noneText')}</EmptyState>
  return (
    <ul className="divide-y divide-line">
      {plans.map(plan => (
        <li key={plan.id} className="py-4 first:pt-0">
          <PlanCard plan={plan} today={today} timeZone={timeZone} withdraw={withdraw} below={below?.get(plan.id)} />
        </li>
      ))}
    </ul>
  )
}

type CardProps = Omit<Props, 'plans' | 'below'> & { plan: PlanView; below: ReactNode }

function PlanCard({ plan, today, timeZone, withdraw, below }: CardProps) {
  const t = useTranslations('plans')
  const more = termFacts(useTranslations('planTerms'), plan, useLocale())
  const { progress, currency } = plan
  const isRunning = plan.status === 'active' || plan.status === 'grace'
  return (
    <article aria-label={t('number', { number: plan.number })} className="flex flex-col gap-3">
      <header className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h3 className="font-semibold text-ink">{t('number', { number: plan.number })}</h3>
        <PlanStatus status={plan.status} isSigned={plan.activeFrom !== null} />
        {isRunning && progress.next && (
          <span className="text-sm text-ink-soft">
            {t('next')}: <Money amountCents={progress.next.amountCents} currency={currency} strong /> ·{' '}
            <DateText value={progress.next.dueOn} now={today} show="both" />
          </span>
        )}
      </header>
      {plan.status === 'grace' && progress.graceEndsOn && (
        <p className="text-sm text-attention">
          {t.rich('graceUntil', {
            date: () => <DateText key="date" value={progress.graceEndsOn ?? ''} now={today} show="both" />,
          })}
        </p>
      )}
      {plan.endNote && <p className="text-sm break-words text-ink-soft">{plan.endNote}</p>}
      {plan.counter && <CounterNotice counter={plan.counter} currency={currency} />}
      {plan.activeFrom && (
        <Progress
          label={t('paid')}
          value={progress.paidCents}
          max={progress.totalCents}
          text={t('instalments', { count: progress.coveredCount })}
          className="max-w-md"
        />
      )}
      <DescriptionList className="max-w-xl" items={[...more.filter(fact => fact.id !== 'limitation'), ...facts(t, plan, timeZone)]} />
      {progress.dates.length > 0 && (
        <details>
          <summary className="cursor-pointer text-sm font-medium text-accent">{t('showSchedule')}</summary>
          <div className="mt-2 max-w-xl">
            <ScheduleTable dates={progress.dates} currency={currency} today={plan.activeFrom ? today : undefined} />
          </div>
        </details>
      )}
      {plan.cure && (
        <p className="text-sm text-attention">
          {t.rich('cureUntil', {
            amount: () => <Money key="amount" amountCents={plan.cure?.missingCents ?? 0} currency={currency} strong />,
            date: () => <DateText key="date" value={plan.cure?.untilOn ?? ''} now={today} show="both" />,
          })}
        </p>
      )}
      {below}
      {withdraw && isOpenOffer(plan) && <WithdrawForm action={withdraw} token={toToken(plan.borrowerId, plan.id)} id={plan.id} />}
    </article>
  )
}

const isOpenOffer = ({ status }: PlanView) => ['awaiting_approval', 'offer', 'countered', 'accepted'].includes(status)

function CounterNotice({ counter, currency }: { counter: NonNullable<PlanView['counter']>; currency: PlanView['currency'] }) {
  const t = useTranslations('counter')
  const locale = useLocale()
  const values = { amount: formatMoney(counter.amountCents, currency, locale), frequency: t(counter.frequency), date: counter.firstDueOn }
  return (
    <Notice tone="attention" title={t('asked')}>
      {t('askedText', values)}
      {counter.note && <span className="mt-1 block break-words whitespace-pre-line">{counter.note}</span>}
    </Notice>
  )
}

function facts(t: ReturnType<typeof useTranslations<'plans'>>, plan: PlanView, timeZone: string) {
  const { currency, progress, totals } = plan
  const monthCents = progress.dates.length > 0 ? dearestMonth(progress.dates) : totals.monthCents
  const rows = [
    { id: 'total', term: t('total'), detail: <Money amountCents={plan.totalCents} currency={currency} /> },
    { id: 'count', term: t('count'), detail: t('instalments', { count: plan.instalmentCount }) },
    { id: 'highest', term: t('dearestMonth'), detail: <Money amountCents={monthCents} currency={currency} /> },
    { id: 'ends', term: t('ends'), detail: <DateText value={plan.lastDueOn} /> },
    {
      id: 'interest',
      term: t('interestTreatment'),
      detail: t(plan.terms.freezeInterest ? 'interestIs.frozen' : 'interestIs.continues'),
    },
    {
      id: 'penalty',
      term: t('penaltyTreatment'),
      detail: t(plan.terms.freezePenalty ? 'penaltyIs.frozen' : 'penaltyIs.continues'),
    },
  ]
  if (plan.offerEndsOn && !plan.activeFrom)
    rows.push({ id: 'until', term: t('offerUntil'), detail: <DateText value={plan.offerEndsOn} /> })
  if (plan.signedAt)
    rows.push({ id: 'signed', term: t('signedOn'), detail: <DateText value={plan.signedAt} timeZone={timeZone} /> })
  if (plan.proposedBy) rows.push({ id: 'by', term: t('proposedBy'), detail: <>{plan.proposedBy}</> })
  if (plan.approvedBy) rows.push({ id: 'approved', term: t('approvedBy'), detail: <>{plan.approvedBy}</> })
  return rows
}
