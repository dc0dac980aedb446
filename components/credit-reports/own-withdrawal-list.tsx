import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { OwnWithdrawal } from '@/lib/credit-reports/withdrawal-queries'

/** Loans that were taken back from the bureau because they were never the borrower's. */
export function OwnWithdrawalList({ rows, timeZone }: { rows: readonly OwnWithdrawal[]; timeZone: string }) {
  const t = useTranslations('portal.creditRecord')
  return (
    <section aria-labelledby="withdrawn" className="flex flex-col gap-2">
      <h2 id="withdrawn" className="text-xl font-semibold">
        {t('withdrawnTitle')}
      </h2>
      <ul className="flex flex-col divide-y divide-line border-y border-line">
        {rows.map(row => (
          <li key={row.loanNumber} className="py-4">
            <p className="font-semibold">{t('withdrawnLoan', { loan: row.loanNumber })}</p>
            <p className="text-[0.92em] text-ink-soft">
              {t.rich('withdrawn', {
                months: row.months,
                on: () => <DateText value={row.at} timeZone={timeZone} />,
                from: () => <DateText value={row.fromOn} />,
                to: () => <DateText value={row.toOn} />,
              })}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
