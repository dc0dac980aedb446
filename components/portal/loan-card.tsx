import { useTranslations } from 'next-intl'
import { DebtStory, type ToldLoan } from '@/components/loans/debt-story'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { LoanDetail } from '@/lib/loans/detail'

export type LoanCardFacts = ToldLoan & Pick<LoanDetail, 'number' | 'product' | 'asOf' | 'dueCents' | 'nextDue' | 'currency'>
type Props = { loan: LoanCardFacts; disputeHref: string }

/** One loan: what is due as of a day, what comes next, and how the sum came about. */
export function LoanCard({ loan, disputeHref }: Props) {
  const t = useTranslations('portal.loan')
  const money = (amountCents: number) => <Money amountCents={amountCents} currency={loan.currency} />
  const isDue = loan.dueCents > 0
  return (
    <section aria-label={t('label', { number: loan.number })} className="rounded-lg border border-line bg-surface px-5 pt-4 pb-2">
      <h3 className="text-[0.92em] text-ink-soft">
        {loan.product === 'instalment_loan' ? t('product.instalment_loan') : loan.product} · {loan.number}
      </h3>
      <p className="mt-2 text-[0.92em] text-ink-soft">{t.rich(isDue ? 'dueAsOf' : 'nothingDueAsOf', { date: () => <DateText value={loan.asOf} /> })}</p>
      <p className="text-3xl font-semibold tracking-tight">{money(loan.dueCents)}</p>
      {loan.nextDue && (
        <p className="mt-1 text-[0.92em]">
          {t.rich('next', { amount: () => money(loan.nextDue?.amountCents ?? 0), date: () => <DateText value={loan.nextDue?.on ?? ''} /> })}
        </p>
      )}
      {loan.account.creditCents > 0 && <p className="mt-1 text-[0.92em]">{t.rich('credit', { amount: () => money(loan.account.creditCents) })}</p>}
      <details className="mt-1">
        <summary className="inline-flex min-h-12 cursor-pointer items-center text-accent underline underline-offset-4">{t('how')}</summary>
        <div className="pt-2 pb-3 text-[0.92em]">
          <DebtStory loan={loan} currency={loan.currency} disputeHref={disputeHref} />
        </div>
      </details>
    </section>
  )
}
