import { z } from 'zod'
import type { Operation } from '@/lib/api/operation'
import { centsOut } from '@/lib/calculators/fields'
import { COMPONENTS } from '@/lib/ledger/waterfall'
import { previewAllocation } from './preview'
import { PreviewBody } from './preview-input'

const parts = z.strictObject({
  penaltyCents: centsOut,
  feeCents: centsOut,
  costCents: centsOut,
  interestCents: centsOut,
  principalCents: centsOut,
})
const Preview = z.strictObject({
  allocations: z.array(
    z.strictObject({ loanId: z.string().optional(), lineId: z.string(), instalmentNumber: z.int(), component: z.enum(COMPONENTS), amountCents: centsOut }),
  ),
  paid: parts,
  openAfter: parts,
  overpaidCents: centsOut,
  shares: z.array(z.strictObject({ loanId: z.string(), amountCents: centsOut })).optional().describe('With `loans`: what each one gets'),
})

const example = {
  amountCents: 50_000,
  on: '2023-02-01',
  loan: {
    instalments: ['2023-02-01', '2023-03-01', '2023-04-01'].map(dueOn => ({ dueOn, principalCents: 100_000 })),
    charges: [{ component: 'fee', amountCents: 5_000, dueOn: '2023-02-01' }],
  },
}

export const previewOperation: Operation = {
  method: 'post',
  path: '/api/v1/allocations/preview',
  tag: 'payments',
  summary: 'Where a payment would go',
  description: 'Stateless, by the code that posts real payments: one loan by its waterfall, several by the debtor’s designation or else Civil Code art. 560.',
  request: { schema: PreviewBody, example },
  answers: { 200: { description: 'The allocation', schema: Preview, example: previewAllocation(PreviewBody.parse(example)) } },
  refuses: [400, 413],
}
