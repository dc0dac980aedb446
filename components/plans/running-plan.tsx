import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { LinkButton } from '@/components/ui/link-button'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { Progress } from '@/components/ui/progress'
import { formatMoney } from '@/lib/money'
import type { AdjustmentRecord } from '@/lib/plans/adjust-queries'
import { isConditionalWaiver } from '@/lib/plans/plan'
import type { PlanView } from '@/lib/plans/queries'
import { ChangeList } from './change-list'
import { ScheduleTable } from './schedule-table'

type Props = {
  plan: PlanView
  base: string
  token: string
  today: string
  timeZone: string
  /** What was changed of the signed dates. */
  changes: readonly AdjustmentRecord[]
}

/** A plan after signing: what comes next, how far one has come, every date, and the ways to say that something changed. */
export function RunningPlan({ plan, base, token, today, timeZone, changes }: Props) {
  const t = useTranslations('agreement')
  const locale = useLocale()
  const { progress, currency } = plan
  const isRunning = plan.status === 'active' || plan.status === 'grace'
  const money = (amount: number) => formatMoney(amount, currency, locale)
  return (
    <div className="flex flex-col gap-8">
      {plan.status === 'grace' && progress.graceEndsOn && (
        <Notice tone="attention" title={t('graceTitle')}>
          {t.rich('graceText', {
            date: () => <DateText key="date" value={progress.graceEndsOn ?? ''} now={today} show="both" />,
          })}
        </Notice>
      )}
      {plan.status === 'completed' && <Notice tone="good" title={t('completedTitle')} />}
      {plan.status === 'cancelled' && (
        <Notice title={t('endedTitle')}>
          <p className="break-words">{t('endedWhy', { reason: plan.endNote ?? '' })}</p>
          <p>{t('endedText')}</p>
        </Notice>
      )}
      {plan.status === 'broken' && <BrokenNotice plan={plan} today={today} payHref={`${base}/pay`} />}
      {isRunning && progress.next && (
        <section aria-labelledby="next">
          <h2 id="next" className="text-base text-ink-faint">
            {t('nextTitle')}
          </h2>
          <p className="text-3xl font-semibold tracking-tight">
            <Money amountCents={progress.next.amountCents} currency={currency} />
          </p>
          <p>
            <DateText value={progress.next.dueOn} now={today} show="both" />
          </p>
          <div className="mt-4 flex flex-wrap gap-3">
            <LinkButton href={`${base}/pay`} variant="primary" className="max-sm:w-full">
              {t('pay')}
            </LinkButton>
            <LinkButton href={`${base}/plan/${token}/change`} prefetch={false} className="max-sm:w-full">
              {t('changeDate')}
            </LinkButton>
            <LinkButton href={`${base}/hardship/changed`} prefetch={false} className="max-sm:w-full">
              {t('changed')}
            </LinkButton>
          </div>
          <p className="mt-4 text-[0.96em] text-ink-soft">{t('ifMissed', { days: plan.graceDays })}</p>
        </section>
      )}
      <Progress
        label={t('progress')}
        value={progress.paidCents}
        max={progress.totalCents}
        text={t('paidOf', { paid: money(progress.paidCents), total: money(progress.totalCents) })}
        className="text-base"
      />
      <section aria-labelledby="dates">
        <h2 id="dates" className="mb-2 text-xl font-semibold">
          {t('schedule')}
        </h2>
        <ScheduleTable dates={progress.dates} currency={currency} today={today} />
      </section>
      {changes.length > 0 && (
        <section aria-labelledby="changes">
          <h2 id="changes" className="mb-2 text-xl font-semibold">
            {t('changes')}
          </h2>
          <ChangeList changes={changes} currency={currency} timeZone={timeZone} />
        </section>
      )}
      <div className="flex flex-wrap gap-3">
        {isRunning && (
          <a href={`${base}/plan/${token}/calendar`} className="inline-flex min-h-11 items-center underline underline-offset-4">
            {t('calendar')}
          </a>
        )}
        <LinkButton href={`${base}/plan/${token}`}>{t('readAgain')}</LinkButton>
      </div>
    </div>
  )
}

function BrokenNotice({ plan, today, payHref }: { plan: PlanView; today: string; payHref: string }) {
  const t = useTranslations('agreement')
  const { cure, currency } = plan
  return (
    <Notice
      title={t('brokenTitle')}
      actions={
        cure && (
          <LinkButton href={payHref} variant="primary" className="max-sm:w-full">
            {t('pay')}
          </LinkButton>
        )
      }
    >
      <p>
        {t('brokenMeans')} {plan.totals.waivedCents > 0 && isConditionalWaiver(plan.terms) && t('brokenWaiver')}
      </p>
      {cure && (
        <p>
          {t.rich('brokenCure', {
            amount: () => <Money key="amount" amountCents={cure.missingCents} currency={currency} strong />,
            date: () => <DateText key="date" value={cure.untilOn} now={today} show="both" />,
          })}
        </p>
      )}
      <p>{t('brokenText')}</p>
    </Notice>
  )
}
