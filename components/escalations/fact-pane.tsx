import type { ReactNode } from 'react'
import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import { reportedDay } from '@/lib/credit-reports/reported-line'
import { addDays, dateIn } from '@/lib/dates'
import type { EscalationFacts } from '@/lib/escalations/facts'
import type { EscalationView } from '@/lib/escalations/queries'
import { formatMoney, type Currency } from '@/lib/money'
import { disputeDays } from '@/lib/threads/input'

type Props = {
  escalation: EscalationView
  facts: EscalationFacts
  currency: Currency
  today: string
  timeZone: string
  caseLink: ReactNode
}

/** What is known: the case, who asks and why, and the borrower's own words. */
export function FactPane({ escalation, facts, currency, today, timeZone, caseLink }: Props) {
  const t = useTranslations('escalations')
  const money = useMoney(currency)
  const reasons = facts.reasons ?? []
  const reported = facts.about && reportedDay(facts.about.line)
  const textOf = (reason: string, values: Record<string, string | number>) => {
    if (reason === 'plan_above_restructures') return t('restructureLimit', { count: values.count ?? 0, months: values.months ?? 0 })
    if (reason === 'plan_harder_than_rule') return t('harderLimit', { month: money(values.monthlyCents), rule: money(values.ruleCents) })
    if (reason === 'plan_waives_principal') return t('principalLimit', { total: money(values.waivedCents) })
    if (reason === 'plan_above_reviewer_waiver') return t('waiverLimit', { total: money(values.waivedCents), limit: money(values.limitCents) })
    return t('amountLimit', { total: money(values.totalCents), limit: money(values.limitCents) })
  }
  return (
    <section aria-labelledby="facts" className="flex flex-col gap-3">
      <h2 id="facts" className="font-semibold">
        {t('facts')}
      </h2>
      <DescriptionList
        items={[
          { id: 'case', term: t('case'), detail: caseLink || t('noCase') },
          ...(facts.about ? [{ id: 'loan', term: t('loan'), detail: facts.about.loanNumber }] : []),
          ...(reported ? [{ id: 'reported', term: t('reportedAsOf'), detail: <DateText value={reported} /> }] : []),
          ...(escalation.dueCents === null ? [] : [{ id: 'due', term: t('overdue'), detail: <Money amountCents={escalation.dueCents} currency={currency} strong /> }]),
          ...(escalation.oldestUnpaidDueOn ? [{ id: 'oldest', term: t('oldest'), detail: <DateText value={escalation.oldestUnpaidDueOn} now={today} show="both" /> }] : []),
          {
            id: 'by',
            term: t('askedBy'),
            detail:
              escalation.raisedByName ?? t(escalation.raisedByKind === 'borrower' ? 'raisedBy.borrower' : 'raisedBy.system'),
          },
          { id: 'on', term: t('askedOn'), detail: <DateText value={escalation.raisedAt} timeZone={timeZone} /> },
          { id: 'until', term: t('answerBy'), detail: <DateText value={escalation.dueOn} now={today} show="both" /> },
          ...(facts.topic === 'dispute' ? [{ id: 'lawful', term: t('answerByLaw'), detail: <DateText value={addDays(dateIn(escalation.raisedAt, timeZone), disputeDays)} now={today} show="both" /> }] : []),
        ]}
      />
      {reasons.length > 0 && (
        <div>
          <h3 className="text-sm font-medium">{t('why')}</h3>
          <ul className="list-disc pl-5 text-ink-soft">
            {reasons.map(({ reason, values }) => (
              <li key={reason}>
                {textOf(reason, values ?? {})}
              </li>
            ))}
          </ul>
        </div>
      )}
      {facts.reason && <p className="text-ink-soft">{t(`reasonOf.${facts.reason}`)}</p>}
      {facts.dueOn && facts.missingCents !== undefined && (
        <p className="text-ink-soft">
          {t('missed', { amount: money(facts.missingCents), date: facts.dueOn })}{' '}
          {t('paidSoFar', { paid: money(facts.paidCents), total: money(facts.totalCents) })}
        </p>
      )}
      {facts.reliefEndsOn && <p className="text-ink-soft">{t('reliefEnds', { date: facts.reliefEndsOn })}</p>}
      {facts.saysChanged && facts.dueOn && <p className="text-ink-soft">{t('saysChanged', { date: facts.dueOn })}</p>}
      {facts.reviewDueOn && <p className="text-ink-soft">{t('reviewDue', { amount: money(facts.restCents), date: facts.reviewDueOn })}</p>}
      {facts.note && <Quote title={t('noteFrom')}>{facts.note}</Quote>}
      {escalation.message && <Quote title={t('theirWords')}>{escalation.message}</Quote>}
    </section>
  )
}

function useMoney(currency: Currency) {
  const locale = useLocale()
  return (value: unknown) => formatMoney(typeof value === 'number' ? value : 0, currency, locale)
}

const Quote = ({ title, children }: { title: string; children: ReactNode }) => (
  <div>
    <h3 className="text-sm font-medium">{title}</h3>
    <blockquote className="mt-1 border-l-2 border-line-strong pl-3 break-words whitespace-pre-line text-ink-soft">
      {children}
    </blockquote>
  </div>
)
