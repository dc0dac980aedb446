import { getTranslations } from 'next-intl/server'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { ChangeDate } from '@/components/plans/change-date'
import { ChangeList } from '@/components/plans/change-list'
import { EndForm } from '@/components/plans/end-form'
import { PlanWatch } from '@/components/plans/plan-watch'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import type { Ctx, StaffActor } from '@/lib/context'
import type { TypedChange } from '@/lib/plans/adjust-input'
import { listAdjustments, previewAdjustment } from '@/lib/plans/adjust-queries'
import { listCheckIns } from '@/lib/plans/check-in-queries'
import { getForecast } from '@/lib/plans/forecast-queries'
import type { PlanView } from '@/lib/plans/queries'
import { toToken } from '@/lib/url-token'
import { changeDateForBorrower, endPlanAction } from './actions'

type Props = { ctx: Ctx<StaffActor>; plan: PlanView; typed: TypedChange }

/** Below a signed plan: will the next date be missed, what was changed, and, for who makes plans, a date changed for the borrower; for a supervisor, its end. */
export async function RunningDetail({ ctx, plan, typed }: Props) {
  const [t, adjustments, checkIns] = await Promise.all([
    getTranslations('planChange'),
    listAdjustments(ctx, plan.borrowerId),
    listCheckIns(ctx, plan.borrowerId, plan.id),
  ])
  const changes = adjustments.get(plan.id) ?? []
  const forecast = await getForecast(ctx, plan, { changes, checkIns })
  return (
    <>
      {forecast && <PlanWatch forecast={forecast} checkIns={checkIns} timeZone={ctx.lender.timeZone} />}
      {changes.length > 0 && (
        <div className="text-sm">
          <p className="font-medium">{t('changes')}</p>
          <ChangeList changes={changes} currency={plan.currency} timeZone={ctx.lender.timeZone} forStaff />
        </div>
      )}
      {forecast && can(ctx.actor, 'plan:propose') && <ChangeForBorrower ctx={ctx} plan={plan} typed={typed} />}
      {forecast && can(ctx.actor, 'escalation:decide') && (
        <MessagesProvider namespaces={['shell', 'planEnd']}>
          <EndForm
            action={endPlanAction}
            hidden={{ token: toToken(plan.borrowerId, plan.id), caseToken: toToken(plan.borrowerId, plan.caseId) }}
            id={plan.id}
          />
        </MessagesProvider>
      )}
    </>
  )
}

async function ChangeForBorrower({ ctx, plan, typed }: Props) {
  const [t, say, view] = await Promise.all([
    getTranslations('planChange'),
    getTranslations('errors'),
    previewAdjustment(ctx, plan.borrowerId, plan.id, typed.change ?? undefined),
  ])
  const problems = [...(typed.problem ? [say(typed.problem)] : []), ...view.refusals.map(({ reason, values }) => say(reason, values))]
  return (
    <details open={typed.kind !== null} className="max-w-xl">
      <summary className="cursor-pointer text-sm font-medium text-accent">{t('titleStaff')}</summary>
      <div className="mt-2">
        {view.room ? (
          <MessagesProvider namespaces={['shell', 'planChange']}>
            <ChangeDate
              room={view.room}
              typed={typed}
              problems={problems}
              preview={view.preview}
              currency={plan.currency}
              today={ctx.today}
              confirm={changeDateForBorrower}
              hidden={{ token: toToken(plan.borrowerId, plan.id), caseToken: toToken(plan.borrowerId, plan.caseId), version: String(view.version) }}
            />
          </MessagesProvider>
        ) : (
          <Notice tone="attention">
            {problems.map(problem => (
              <p key={problem}>{problem}</p>
            ))}
          </Notice>
        )}
      </div>
    </details>
  )
}
