import { getTranslations } from 'next-intl/server'
import { PlanSummary } from '@/components/plans/plan-summary'
import { listPlans } from '@/lib/plans/queries'
import { openCasePage } from '../case-key'

export default async function PlansPage({ params }: { params: Promise<{ token: string }> }) {
  const { ctx, key } = await openCasePage((await params).token)
  const t = await getTranslations('cases')
  return (
    <>
      <h2 className="sr-only">{t('tabs.plans')}</h2>
      <PlanSummary plans={await listPlans(ctx, key.borrowerId, key.caseId)} today={ctx.today} timeZone={ctx.lender.timeZone} />
    </>
  )
}
