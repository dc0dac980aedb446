import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { Currency } from '@/lib/money'
import type { AdjustmentRecord } from '@/lib/plans/adjust-queries'

type Props = { changes: readonly AdjustmentRecord[]; currency: Currency; timeZone: string; /** Says of whom a change is, for staff. */ forStaff?: boolean }

/** What was changed of the signed dates, in the order in which it was. */
export function ChangeList({ changes, currency, timeZone, forStaff = false }: Props) {
  const t = useTranslations('planChange')
  return (
    <ul className="flex flex-col gap-2">
      {changes.map(change => (
        <li key={change.version}>
          <DateText value={change.madeAt} timeZone={timeZone} className="text-ink-faint" />{' '}
          {t.rich(change.kind === 'split' ? 'wasSplit' : 'wasMoved', {
            before: () => <DateText key="before" value={change.dueOn} />,
            parts: () =>
              change.parts.map((part, i) => (
                <span key={part.dueOn}>
                  {i > 0 && t('and')}
                  <Money amountCents={part.amountCents} currency={currency} /> {t.rich('onDate', { date: () => <DateText key="on" value={part.dueOn} /> })}
                </span>
              )),
          })}
          {change.costCents > 0 && <> {t.rich('wasCost', { amount: () => <Money key="cost" amountCents={change.costCents} currency={currency} /> })}</>}
          {forStaff && <span className="text-ink-faint"> {t(change.byBorrower ? 'byBorrower' : 'byStaff')}</span>}
        </li>
      ))}
    </ul>
  )
}
