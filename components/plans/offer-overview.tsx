import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { Cell, Column, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import { formatMoney } from '@/lib/money'
import { isLevel } from '@/lib/plans/level'
import type { PlanView } from '@/lib/plans/queries'

/** What differs most between the offers, small enough for a phone; each leads to its card. */
export function OfferOverview({ offers }: { offers: readonly { plan: PlanView; letter: string }[] }) {
  const t = useTranslations('agreement')
  return (
    <Table caption={t('overview')}>
      <TableHead>
        <Column>{t('optionColumn')}</Column>
        <Column numeric>{t('each')}</Column>
        <Column numeric>{t('total')}</Column>
        <Column className="max-sm:hidden">{t('last')}</Column>
      </TableHead>
      <TableBody>
        {offers.map(({ plan, letter }) => (
          <tr key={plan.id}>
            <RowHeader>
              <a href={`#offer-${plan.id}`} className="inline-flex min-h-11 items-center underline underline-offset-4">
                {letter}
              </a>
            </RowHeader>
            <Cell numeric>
              <Each amounts={plan.progress.dates.map(date => date.totalCents)} currency={plan.currency} />
              <span className="block text-[0.92em] text-ink-faint">{t('countOf', { count: plan.progress.dates.length })}</span>
            </Cell>
            <Cell numeric>
              <Money amountCents={plan.totalCents} currency={plan.currency} />
            </Cell>
            <Cell className="max-sm:hidden">
              <DateText value={plan.lastDueOn} />
            </Cell>
          </tr>
        ))}
      </TableBody>
    </Table>
  )
}

function Each({ amounts, currency }: { amounts: readonly number[]; currency: PlanView['currency'] }) {
  const t = useTranslations('agreement')
  const locale = useLocale()
  const highestCents = Math.max(0, ...amounts)
  return isLevel(amounts) ? <Money amountCents={highestCents} currency={currency} /> : t('monthUpTo', { amount: formatMoney(highestCents, currency, locale) })
}
