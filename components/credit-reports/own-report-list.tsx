import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { OwnLine } from '@/lib/credit-reports/queries'
import type { Currency } from '@/lib/money'
import { statusKey } from './line-words'

type Props = { rows: readonly OwnLine[]; currency: Currency; disputeHref: (row: OwnLine) => string }

/** What was reported, month by month in plain words, each with the way to say that it is wrong. */
export function OwnReportList({ rows, currency, disputeHref }: Props) {
  const t = useTranslations('portal.creditRecord')
  return (
    <ul className="flex flex-col divide-y divide-line border-y border-line">
      {rows.map(row => (
        <li key={row.id} className="flex flex-col gap-1 py-4">
          <p className="text-[0.92em] text-ink-soft">
            <DateText value={row.asOf} /> · {row.loanNumber}
          </p>
          <p className="font-semibold">{row.accountState === 'written_off' ? t('writtenOff') : t(`status.${statusKey(row.statusCode)}`)}</p>
          {row.overdueCents > 0 && (
            <p>{t.rich('overdue', { amount: () => <Money amountCents={row.overdueCents} currency={currency} /> })}</p>
          )}
          {row.arrangement !== 'none' && <p className="text-[0.92em] text-ink-soft">{t(`arrangement.${row.arrangement}`)}</p>}
          {row.isDisputed && <p className="text-[0.92em] text-ink-soft">{t('disputed')}</p>}
          {row.isCorrected && <p className="text-[0.92em] text-ink-soft">{t('corrected')}</p>}
          <p>
            <Link className="inline-flex min-h-11 items-center underline underline-offset-4" href={disputeHref(row)} aria-label={t('wrongNamed', { loan: row.loanNumber, date: row.asOf })}>
              {t('wrong')}
            </Link>
          </p>
        </li>
      ))}
    </ul>
  )
}
