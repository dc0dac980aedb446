import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PortalHeading } from '@/components/layout/portal-shell'
import { CheckInCard } from '@/components/plans/check-in-card'
import { RunningPlan } from '@/components/plans/running-plan'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import type { BorrowerActor, Ctx } from '@/lib/context'
import { listAdjustments } from '@/lib/plans/adjust-queries'
import { listCheckIns } from '@/lib/plans/check-in-queries'
import { listPlans, type PlanView } from '@/lib/plans/queries'
import { toToken } from '@/lib/url-token'
import { answerQuestion } from './actions'
import { Offers } from './offers'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ done?: string; amount?: string | string[] }> }

export async function generateMetadata() {
  return { title: (await getTranslations('agreement'))('title') }
}

const isOpenOffer = (today: string) => (plan: PlanView) =>
  ['offer', 'countered', 'accepted'].includes(plan.status) && (plan.offerEndsOn === null || plan.offerEndsOn >= today)

export default async function PlanPage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [t, plans, { done, amount }] = await Promise.all([getTranslations('agreement'), listPlans(ctx, ctx.actor.id), searchParams])
  const base = `/portal/${lender}`
  const offers = plans.filter(isOpenOffer(ctx.today)).toSorted((a, b) => a.totals.monthCents - b.totals.monthCents)
  const signed =
    plans.find(plan => plan.status === 'active' || plan.status === 'grace') ??
    plans.find(plan => ['completed', 'broken', 'cancelled'].includes(plan.status))
  return (
    <div className="flex flex-col gap-10">
      <div className="-mb-8">
        <PortalHeading
          back={
            <Link href={base} className="inline-flex min-h-11 items-center underline underline-offset-4">
              {t('back')}
            </Link>
          }
          title={t(offers.length > 0 ? 'compareTitle' : 'title')}
          lead={offers.length > 0 ? t('compareLead', { count: offers.length }) : undefined}
        />
      </div>
      {done === 'signed' && (
        <Notice tone="good" live title={t('signed')}>
          {t('signedText')}
        </Notice>
      )}
      {done === 'refused' && <Notice live title={t('refused')} />}
      {done === 'asked' && (
        <Notice tone="good" live title={t('asked')}>
          {t('askedText')}
        </Notice>
      )}
      {offers.length > 0 && <Offers ctx={ctx} offers={offers} base={base} lender={lender} amount={amount} />}
      {(done === 'changed' || done === 'answered') && <Notice tone="good" live title={t(done === 'changed' ? 'dateChanged' : 'answered')} />}
      {signed && <Signed ctx={ctx} plan={signed} lender={lender} />}
      {!signed && offers.length === 0 && (
        <div className="flex flex-col items-start gap-4">
          <p className="font-medium">{t('none')}</p>
          <p className="text-ink-soft">{t('noneText')}</p>
          <LinkButton href={`${base}/hardship`} variant="primary" className="max-sm:w-full">
            {t('tell')}
          </LinkButton>
        </div>
      )}
    </div>
  )
}

/** The plan that runs or ran last, with the question before its next date while nobody has answered it. */
async function Signed({ ctx, plan, lender }: { ctx: Ctx<BorrowerActor>; plan: PlanView; lender: string }) {
  const [changes, checkIns] = await Promise.all([listAdjustments(ctx, plan.borrowerId), listCheckIns(ctx, plan.borrowerId, plan.id)])
  const token = toToken(plan.borrowerId, plan.id)
  const isRunning = plan.status === 'active' || plan.status === 'grace'
  const question = isRunning && checkIns.find(one => one.dueOn === plan.progress.next?.dueOn && one.answer === null)
  return (
    <>
      {question && (
        <MessagesProvider namespaces={['shell', 'planChange']}>
          <CheckInCard dueOn={question.dueOn} today={ctx.today} action={answerQuestion} hidden={{ lender, token }} />
        </MessagesProvider>
      )}
      <RunningPlan
        plan={plan}
        base={`/portal/${lender}`}
        token={token}
        today={ctx.today}
        timeZone={ctx.lender.timeZone}
        changes={changes.get(plan.id) ?? []}
      />
    </>
  )
}
