import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Diff } from '@/components/ui/diff'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import type { Approval } from '@/lib/escalations/approval-queries'
import type { Currency } from '@/lib/money'
import { dearestMonth } from '@/lib/plans/dearest-month'

type Props = { approval: Approval; currency: Currency; refusals: readonly string[] }

/** The contract as it stands against the plan as it would be offered today. */
export function BeforeAfter({ approval, currency, refusals }: Props) {
  const t = useTranslations('escalations')
  const { before, preview, plan, budget } = approval
  if (!preview.ok) {
    return (
      <Notice tone="attention" title={t('noLonger')}>
        <ul>
          {refusals.map(text => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      </Notice>
    )
  }
  const money = (amountCents: number) => <Money amountCents={amountCents} currency={currency} />
  const last = preview.schedule.at(-1)?.dueOn
  const monthCents = dearestMonth(preview.schedule)
  const row = (id: string, from: ReactNode, to: ReactNode, changed = true) => ({
    id,
    label: t(`row.${id}`),
    before: from,
    after: to,
    changed,
    numeric: true,
  })
  return (
    <section className="flex flex-col gap-2">
      <h2 className="font-semibold">
        {t('beforeAfter')}
      </h2>
      <Diff
        caption={t('beforeAfter')}
        items={[
          row(
            'owed',
            money(before.outstandingCents),
            money(preview.totals.totalCents),
            before.outstandingCents !== preview.totals.totalCents,
          ),
          row('overdue', money(before.overdueCents), money(0), before.overdueCents > 0),
          row('monthly', money(before.monthCents), money(monthCents), before.monthCents !== monthCents),
          row('count', before.openCount, preview.schedule.length, before.openCount !== preview.schedule.length),
          row(
            'ends',
            before.lastDueOn && <DateText value={before.lastDueOn} />,
            last && <DateText value={last} />,
            before.lastDueOn !== last,
          ),
          row('interest', t('runs'), plan.terms.freezeInterest ? t('stops') : t('runs'), plan.terms.freezeInterest),
          row('penalty', t('runs'), plan.terms.freezePenalty ? t('stops') : t('runs'), plan.terms.freezePenalty),
          row('waived', money(0), money(preview.totals.waivedCents), preview.totals.waivedCents > 0),
        ]}
      />
      <p className="text-sm text-ink-soft">
        <span className="font-medium text-ink">{t('budget')}: </span>
        {budget && (budget.incomeCents > 0 || budget.spendingCents > 0)
          ? t.rich('budgetText', {
              income: () => <span key="income">{money(budget.incomeCents)}</span>,
              spending: () => <span key="spending">{money(budget.spendingCents)}</span>,
              affordable: () => <span key="affordable">{money(budget.affordableCents)}</span>,
            })
          : t('noBudget')}
      </p>
    </section>
  )
}
