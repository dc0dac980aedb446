import { PlanSummary } from '@/components/plans/plan-summary'
import { listPlans } from '@/lib/plans/queries'
import { openCasePage } from '../case-key'

export default async function PlansPage({ params }: { params: Promise<{ token: string }> }) {
  const { ctx, key } = await openCasePage((await params).token)
  return <PlanSummary plans={await listPlans(ctx, key.borrowerId, key.caseId)} today={ctx.today} timeZone={ctx.lender.timeZone} />
}
