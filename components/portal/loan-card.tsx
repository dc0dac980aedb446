import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import type { DebtLine } from '@/lib/portal/debt-lines'
import type { Currency } from '@/lib/money'

export type LoanCardFacts = {
  number: string
  product: string
  principalCents: number
  disbursedOn: string
  asOf: string
  dueCents: number
  outstandingCents: number
  paidCents: number
  penaltyAccruedCents: number
  nextDue: { on: string; amountCents: number } | null
  lines: readonly DebtLine[]
}

/** One loan: what is due as of a day, what comes next, and how the sum came about. */
export function LoanCard({ loan, currency, disputeHref }: { loan: LoanCardFacts; currency: Currency; disputeHref: string }) {
  const t = useTranslations('portal.loan')
  const money = (amountCents: number) => <Money amountCents={amountCents} currency={currency} />
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
      <details className="mt-1">
        <summary className="inline-flex min-h-12 cursor-pointer items-center text-accent underline underline-offset-4">{t('how')}</summary>
        <div className="pt-2 pb-1 text-[0.92em]">
          <DescriptionList
            items={[
              { id: 'borrowed', term: t.rich('borrowed', { date: () => <DateText value={loan.disbursedOn} /> }), detail: money(loan.principalCents), numeric: true },
              { id: 'paid', term: t('paid'), detail: money(loan.paidCents), numeric: true },
              ...(loan.penaltyAccruedCents > 0 ? [{ id: 'penalty', term: t('penalty'), detail: money(loan.penaltyAccruedCents), numeric: true }] : []),
              { id: 'whole', term: t('whole'), detail: money(loan.outstandingCents), numeric: true },
            ]}
          />
          {loan.lines.length > 0 && <DueLines lines={loan.lines} currency={currency} totalCents={loan.dueCents} disputeHref={disputeHref} />}
        </div>
      </details>
    </section>
  )
}

function DueLines({ lines, currency, totalCents, disputeHref }: { lines: readonly DebtLine[]; currency: Currency; totalCents: number; disputeHref: string }) {
  const t = useTranslations('portal.loan')
  return (
    <>
      <h4 className="mt-4 font-semibold">{t('dueLines')}</h4>
      <ul className="mt-1 divide-y divide-line">
        {lines.map(line => (
          <li key={line.id} className="flex items-baseline justify-between gap-4 py-2">
            <div className="min-w-0">
              {t.rich('dueLine', { number: line.instalmentNumber, date: () => <DateText value={line.dueOn} /> })}
              <p className="text-[0.92em] text-ink-faint">
                {line.parts.map((part, index) => (
                  <span key={part.component}>
                    {index > 0 && ' · '}
                    {t(`part.${part.component}`)} <Money amountCents={part.amountCents} currency={currency} />
                  </span>
                ))}
              </p>
            </div>
            <span className="flex flex-col items-end">
              <Money amountCents={line.totalCents} currency={currency} />
              <Link className="inline-flex min-h-8 items-center underline underline-offset-4" href={`${disputeHref}&line=${line.instalmentNumber}`}>
                {t('lineWrong')}
                <span className="sr-only">{t('lineNumber', { number: line.instalmentNumber })}</span>
              </Link>
            </span>
          </li>
        ))}
      </ul>
      <p className="flex justify-between gap-4 border-t border-line-strong pt-2 font-semibold">
        <span>{t('sum')}</span>
        <Money amountCents={totalCents} currency={currency} />
      </p>
    </>
  )
}
