import { getTranslations } from 'next-intl/server'
import { PlanSummary } from '@/components/plans/plan-summary'
import { readChange } from '@/lib/plans/adjust-input'
import { listPlans } from '@/lib/plans/queries'
import { openCasePage } from '../case-key'
import { RunningDetail } from './running-detail'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export default async function PlansPage({ params, searchParams }: Props) {
  const { ctx, key } = await openCasePage((await params).token)
  const [t, plans, query] = await Promise.all([getTranslations('cases'), listPlans(ctx, key.borrowerId, key.caseId), searchParams])
  const below = new Map(
    plans.flatMap(plan => (plan.activeFrom ? [[plan.id, <RunningDetail key={plan.id} ctx={ctx} plan={plan} typed={readChange(query)} />]] : [])),
  )
  return (
    <>
      <h2 className="sr-only">{t('tabs.plans')}</h2>
      <PlanSummary plans={plans} today={ctx.today} timeZone={ctx.lender.timeZone} below={below} />
    </>
  )
}
