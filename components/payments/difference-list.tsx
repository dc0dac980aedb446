import { useTranslations } from 'next-intl'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { LoanDifference, MoneyDifference, StatusChange } from '@/lib/payments/difference'

/** What a payment or its reversal changes beside the sums: penalty, days past due, other payments' places, promises, plans, the case. */
export function DifferenceList({ difference, currency }: { difference: MoneyDifference; currency: Currency }) {
  const t = useTranslations('cases.difference')
  const status = (one: StatusChange, kind: 'promise' | 'plan') => (
    <li key={one.id}>{t(kind, { name: one.name, before: t(`statuses.${one.before}`), after: t(`statuses.${one.after}`) })}</li>
  )
  return (
    <section aria-label={t('title')} className="rounded-md border border-line px-4 py-3">
      <h3 className="font-semibold text-ink">{t('title')}</h3>
      <ul className="mt-1 list-disc pl-5 text-ink-soft">
        {difference.loans.map(loan => (
          <LoanLines key={loan.number} loan={loan} currency={currency} />
        ))}
        {difference.promises.map(one => status(one, 'promise'))}
        {difference.plans.map(one => status(one, 'plan'))}
        {difference.case && <li>{t(difference.case.after === 'open' ? 'caseOpens' : 'caseCloses')}</li>}
      </ul>
    </section>
  )
}

/** One loan's changes as list items. */
export function LoanLines({ loan, currency }: { loan: LoanDifference; currency: Currency }) {
  const t = useTranslations('cases.difference')
  const { penalty, dpd, moved, number } = loan
  const money = (amountCents: number) => <Money amountCents={amountCents} currency={currency} />
  const outstanding = { before: () => money(loan.outstanding.before), after: () => money(loan.outstanding.after) }
  return (
    <>
      <li>{t.rich('outstanding', { number, ...outstanding })}</li>
      {penalty.before !== penalty.after && (
        <li>
          {t.rich(penalty.after < penalty.before ? 'penaltyLess' : 'penaltyMore', {
            number,
            amount: () => money(Math.abs(penalty.after - penalty.before)),
            before: () => money(penalty.before),
            after: () => money(penalty.after),
          })}
        </li>
      )}
      {dpd.before !== dpd.after && <li>{t('dpd', { number, before: dpd.before, after: dpd.after })}</li>}
      {moved > 0 && <li>{t('moved', { number, count: moved })}</li>}
    </>
  )
}
