import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { AnswerForm, ApprovalForms, ResolveForm } from '@/components/escalations/decision-forms'
import { BeforeAfter } from '@/components/escalations/before-after'
import { FactPane } from '@/components/escalations/fact-pane'
import { PlanSummary } from '@/components/plans/plan-summary'
import { Notice } from '@/components/ui/notice'
import { newId } from '@/lib/clock'
import type { Ctx, StaffActor } from '@/lib/context'
import { addDays, addMonths } from '@/lib/dates'
import { getApproval, type Approval } from '@/lib/escalations/approval-queries'
import { EscalationFacts } from '@/lib/escalations/facts'
import { getEscalation, type EscalationView } from '@/lib/escalations/queries'
import { listPlans } from '@/lib/plans/queries'
import { toToken } from '@/lib/url-token'
import { answerAction, decideAction } from './actions'

type Props = { ctx: Ctx<StaffActor>; ids: { borrowerId: string; id: string }; token: string }

/** The right pane: facts, proposal, limit, before and after, and the decision. */
export async function EscalationDetail({ ctx, ids, token }: Props) {
  const found = await getEscalation(ctx, ids.borrowerId, ids.id)
  const t = await getTranslations('escalations')
  const isOpen = found.status === 'open'
  const waits = isOpen && found.kind === 'plan_approval' && found.subjectId
  const approval = waits && found.subjectId ? await getApproval(ctx, found.borrowerId, found.subjectId) : null
  const plans =
    ['plan_broken', 'plan_counter', 'plan_review'].includes(found.kind) || !isOpen
      ? (await listPlans(ctx, found.borrowerId, found.caseId ?? undefined)).filter(plan => plan.id === found.subjectId)
      : []
  const { currency, timeZone } = ctx.lender
  return (
    <>
      <h2 className="text-lg font-semibold">
        {found.borrowerName} · {t(`kind.${found.kind}`)}
      </h2>
      {!isOpen && (
        <Notice
          title={t('decidedBy', { name: found.decidedByName ?? t('raisedBy.system'), status: t(`status.${found.status}`) })}
        >
          {found.decisionNote}
        </Notice>
      )}
      <div className="grid grid-cols-1 gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <FactPane
          escalation={found}
          facts={EscalationFacts.parse(found.facts)}
          currency={currency}
          today={ctx.today}
          timeZone={timeZone}
          caseLink={
            found.caseId && (
              <Link href={`/cases/${toToken(found.borrowerId, found.caseId)}`} className="underline underline-offset-4">
                {found.caseNumber}
              </Link>
            )
          }
        />
        <div className="flex flex-col gap-6">
          {approval && <BeforeAfter approval={approval} currency={currency} refusals={await refusalTexts(approval)} />}
          {plans.length > 0 && <PlanSummary plans={plans} today={ctx.today} timeZone={timeZone} />}
          {isOpen && <Decision ctx={ctx} found={found} approval={approval} token={token} />}
        </div>
      </div>
    </>
  )
}

async function refusalTexts({ preview }: Approval): Promise<string[]> {
  const t = await getTranslations('errors')
  return preview.ok ? [] : preview.refusals.map(({ reason, values }) => t(reason, values))
}

async function Decision({
  ctx,
  found,
  approval,
  token,
}: {
  ctx: Ctx<StaffActor>
  found: EscalationView
  approval: Approval | null
  token: string
}) {
  const t = await getTranslations('escalations')
  if (found.isOwn) return <Notice>{t('own')}</Notice>
  if (found.needsAnswer) return <AnswerForm token={token} requestKey={newId()} action={answerAction} />
  if (!approval) return <ResolveForm token={token} action={decideAction} />
  return (
    <ApprovalForms
      token={token}
      action={decideAction}
      terms={approval.plan.terms}
      currency={ctx.lender.currency}
      bounds={{ ...approval.owed, firstDueOn: addMonths(ctx.today, 1), minDueOn: addDays(ctx.today, 1) }}
      affordableCents={approval.budget?.affordableCents ?? null}
      previewUrl={`/api/escalations/${token}/preview`}
    />
  )
}
