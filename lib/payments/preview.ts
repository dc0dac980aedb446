import { byComponent } from '@/lib/ledger/entries'
import { allocate, COMPONENTS, type Component, type OpenLine } from '@/lib/ledger/waterfall'
import { waterfallFrom } from '@/lib/ledger/waterfall-input'
import { add, ZERO, type Cents } from '@/lib/money'
import type { PreviewBody } from './preview-input'
import { splitOverLoans, type LoanShare, type LoanToPay } from './split'

type Debt = { id: string; lines: OpenLine[]; securedCents?: Cents; annualRatePpm?: number }

/** Where a payment would go, and what would be open after it. The same code posts real payments. */
export function previewAllocation(body: PreviewBody) {
  const debts = debtsOf(body)
  const waterfall = waterfallFrom(body.waterfall)
  const shares = sharesOf(body, debts)
  const results = debts.map(debt => {
    const amountCents = shares.find(share => share.loanId === debt.id)?.amountCents ?? ZERO
    const input = { lines: debt.lines, amountCents, on: body.on, waterfall }
    return { debt, ...allocate(body.daysPastDue === undefined ? input : { ...input, dpd: body.daysPastDue }) }
  })
  const allocations = results.flatMap(({ debt, allocations }) =>
    allocations.map(allocation => ({ ...(body.loans ? { loanId: debt.id } : {}), ...allocation })),
  )
  const paid = byComponent(allocations)
  const owed = byComponent(debts.flatMap(({ lines }) => lines.map(line => ({ component: line.component, amountCents: line.openCents }))))
  return {
    allocations,
    paid: named(component => paid[component]),
    openAfter: named(component => owed[component] - paid[component]),
    overpaidCents: results.reduce<Cents>((sum, { overpaidCents }) => add(sum, overpaidCents), ZERO),
    ...(body.loans ? { shares } : {}),
  }
}

const named = (of: (component: Component) => number) => ({
  penaltyCents: of('penalty'),
  feeCents: of('fee'),
  costCents: of('cost'),
  interestCents: of('interest'),
  principalCents: of('principal'),
})

function debtsOf({ lines, loan, loans }: PreviewBody): Debt[] {
  if (lines) return [{ id: '', lines: lines.map((line, i) => ({ ...line, id: line.id ?? `line:${i + 1}` })) }]
  if (loan) return [{ id: '', lines: linesOf(loan, '') }]
  return (loans ?? []).map(one => ({ ...one, lines: linesOf(one, `${one.id}:`) }))
}

type LoanInput = NonNullable<PreviewBody['loan']>

function linesOf({ instalments, charges }: LoanInput, prefix: string): OpenLine[] {
  const rows = instalments.map((row, i) => ({ ...row, number: row.number ?? i + 1 })).toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const scheduled = rows.flatMap(row =>
    COMPONENTS.map(component => ({
      id: `${prefix}${row.number}:${component}`,
      instalmentNumber: row.number,
      dueOn: row.dueOn,
      component,
      openCents: row[`${component}Cents`],
    })),
  )
  const charged = charges.map(({ component, amountCents, dueOn }, i) => {
    const home = rows.find(row => row.dueOn >= dueOn) ?? rows.at(-1)
    return { id: `${prefix}charge:${i + 1}`, instalmentNumber: home?.number ?? 1, dueOn, component, openCents: amountCents }
  })
  return [...scheduled, ...charged].filter(line => line.openCents > 0)
}

function sharesOf({ amountCents, on, designation, loans }: PreviewBody, debts: readonly Debt[]): LoanShare[] {
  if (!loans) return debts.map(({ id }) => ({ loanId: id, amountCents }))
  const standing = debts.map(({ id, lines, ...debt }): LoanToPay => {
    const sum = (wanted: readonly OpenLine[]) => wanted.reduce<Cents>((total, line) => add(total, line.openCents), ZERO)
    const dates = lines.filter(line => line.component === 'principal' || line.component === 'interest').map(line => line.dueOn)
    const oldestUnpaidDueOn = dates.toSorted()[0] ?? null
    const state = { dueCents: sum(lines.filter(line => line.dueOn <= on)), outstandingCents: sum(lines), oldestUnpaidDueOn }
    return { loanId: id, state, securedCents: debt.securedCents ?? ZERO, annualRatePpm: debt.annualRatePpm ?? 0 }
  })
  return splitOverLoans(amountCents, standing, designation ?? null)
}
