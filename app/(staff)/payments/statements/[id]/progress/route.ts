import { route } from '@/app/_server/route'
import { findStatement } from '@/lib/payments/bank-queries'

/** How far a running check or apply is, for the page's progress bar. */
export const GET = route({
  actor: 'staff',
  run: async (ctx, { params }) => {
    const { status, processedRows } = await findStatement(ctx, params.id ?? '')
    return { status, processedRows }
  },
})
