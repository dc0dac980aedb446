'use client'

import { useEffect, useRef, useState } from 'react'
import { Money } from '@/components/ui/money'
import { budgetTotals, frequencies, toMonthly } from '@/lib/hardship/budget'
import { cents, parseAmount, type Cents, type Currency } from '@/lib/money'

type Line = { side: string; monthlyCents: number }
type Props = { currency: Currency; saved: readonly Line[]; texts: { income: string; spending: string; left: string; short: string } }

/** The monthly total of the form around it, kept in sight while figures are typed. Before script: of what was saved. */
export function BudgetTotal({ currency, saved, texts }: Props) {
  const box = useRef<HTMLDListElement>(null)
  const [lines, setLines] = useState<readonly Line[]>(saved)
  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return
    const update = () => setLines(linesOf(form))
    update()
    form.addEventListener('input', update)
    return () => form.removeEventListener('input', update)
  }, [])
  const totals = budgetTotals(lines.map(line => ({ ...line, monthlyCents: cents(line.monthlyCents) })))
  const isShort = totals.leftCents < 0
  return (
    <dl ref={box} aria-live="polite" className="grid grid-cols-3 gap-3 text-[0.92em]">
      {[
        { term: texts.income, amountCents: totals.incomeCents },
        { term: texts.spending, amountCents: totals.spendingCents },
        { term: isShort ? texts.short : texts.left, amountCents: cents(Math.abs(totals.leftCents)) },
      ].map(({ term, amountCents }) => (
        <div key={term} className="min-w-0">
          <dt className="text-sm text-ink-faint">{term}</dt>
          <dd className="font-semibold">
            <Money amountCents={amountCents} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

function linesOf(form: HTMLFormElement): Line[] {
  const data = new FormData(form)
  const text = (name: string) => String(data.get(name) ?? '')
  return [...form.querySelectorAll<HTMLElement>('[data-budget-side]')].map(row => {
    const category = row.querySelector('input')?.name.replace('amount_', '') ?? ''
    const typed = parseAmount(text(`amount_${category}`)) ?? (0 as Cents)
    const frequency = frequencies.find(one => one === text(`frequency_${category}`)) ?? 'monthly'
    return { side: row.dataset.budgetSide ?? '', monthlyCents: typed > 0 && typed <= 1_000_000_000 ? toMonthly(typed, frequency) : 0 }
  })
}
