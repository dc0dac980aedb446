import { z } from 'zod'
import { localDate } from '@/lib/dates'
import { allocate, COMPONENTS, WATERFALLS, type Component } from '@/lib/ledger/waterfall'
import { cents, type Cents } from '@/lib/money'
import { calculator } from './calculator'
import { amountCents, body, centsOut, days } from './fields'

const NOTHING = cents(0)
/** All parts are due together; only the days past due that are given decide the order. */
const DUE_ON = localDate('2000-01-01')

/** What a payment on a card goes to: interest and fees first to 90 days past due, principal first from day 91. */
export const cardAllocation = calculator(
  {
    name: 'card-allocation',
    summary: 'How a payment on an overdue credit card is allocated (China)',
    source:
      'CBRC Order 2011 No. 2 and card contracts: interest and fees before principal to 90 days past due, principal first from day 91; else Civil Code art. 561',
    input: body({
      paymentCents: amountCents,
      daysPastDue: days,
      principalCents: amountCents,
      interestCents: amountCents.default(NOTHING),
      feeCents: amountCents.default(NOTHING),
      penaltyCents: amountCents.default(NOTHING),
      costCents: amountCents.default(NOTHING).describe('Costs of enforcing the claim'),
    }),
    output: z.strictObject({
      principalCents: centsOut,
      interestCents: centsOut,
      feeCents: centsOut,
      penaltyCents: centsOut,
      costCents: centsOut,
      overpaidCents: centsOut,
      order: z.array(z.enum(COMPONENTS)).describe('The order that applied'),
    }),
    example: { paymentCents: 50_000, daysPastDue: 45, principalCents: 100_000, interestCents: 8_000, feeCents: 2_000 },
  },
  ({ paymentCents, daysPastDue, ...open }) => {
    const openOf: Record<Component, Cents> = {
      principal: open.principalCents,
      interest: open.interestCents,
      fee: open.feeCents,
      penalty: open.penaltyCents,
      cost: open.costCents,
    }
    const lines = COMPONENTS.map(component => ({
      id: component,
      instalmentNumber: 1,
      dueOn: DUE_ON,
      component,
      openCents: openOf[component],
    }))
    const { allocations, overpaidCents } = allocate({
      lines,
      amountCents: paymentCents,
      on: DUE_ON,
      waterfall: WATERFALLS.card,
      dpd: daysPastDue,
    })
    const paid = (component: Component) => allocations.find(line => line.component === component)?.amountCents ?? 0
    const { steps, afterDpd } = WATERFALLS.card
    const order = [...(daysPastDue > afterDpd.dpd ? afterDpd.steps : steps)[0].components]
    return {
      principalCents: paid('principal'),
      interestCents: paid('interest'),
      feeCents: paid('fee'),
      penaltyCents: paid('penalty'),
      costCents: paid('cost'),
      overpaidCents,
      order,
    }
  },
)
