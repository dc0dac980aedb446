import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { ActionForm } from '@/components/forms/action-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { SplitPane } from '@/components/layout/split-pane'
import { PlanDesk } from '@/components/plans/plan-desk'
import { PlanSummary } from '@/components/plans/plan-summary'
import { RefereeList } from '@/components/plans/referee-list'
import { ClaimPane } from '@/components/reviews/claim-pane'
import { ClockStrip } from '@/components/reviews/clock-strip'
import { ProofPane } from '@/components/reviews/proof-pane'
import { AskDialog, DeclineDialog } from '@/components/reviews/review-dialogs'
import { ReviewThread } from '@/components/reviews/review-thread'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { newId } from '@/lib/clock'
import { addDays, addMonths } from '@/lib/dates'
import { fromToken, toToken } from '@/lib/url-token'
import { askAction, declineAction, judgeLineAction, proposeAction, releaseAction, replyAction, takeAction, withdrawAction } from '../actions'
import { loadReview } from './review'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ amount?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reviews'))('title') }
}

export default async function ReviewPage({ params, searchParams }: Props) {
  const ctx = await staffContext()
  const [{ token }, { amount }] = await Promise.all([params, searchParams])
  const ids = fromToken(token) ?? notFound()
  const [t, review] = await orNotFound(Promise.all([getTranslations('reviews'), loadReview(ctx, ids.borrowerId, ids.id, amount)]))
  const { application, subject, desk, compared, plans, documents, messages } = review
  const { currency, timeZone } = ctx.lender
  const isOpen = ['submitted', 'in_review', 'more_requested'].includes(application.status)
  const isMine = application.status === 'in_review' && subject.assignedTo === ctx.actor.id
  const canPlan = isOpen || application.status === 'approved'
  return (
    <MessagesProvider namespaces={['shell', 'reviews', 'hardship', 'plans', 'planOptions', 'planReferee', 'documents']}>
      <div className="quiet-scroll relative flex flex-1 flex-col xl:min-h-0 xl:overflow-y-auto">
        <div className="px-4 pt-4 md:px-8">
          <PageHeader
            back={<Link href="/reviews">{t('back')}</Link>}
            title={subject.borrowerName}
            meta={
              <>
                <span>{t('page', { number: application.number })}</span>
                <Link href={`/cases/${toToken(ids.borrowerId, subject.caseId)}`} className="underline underline-offset-4">
                  {subject.caseNumber}
                </Link>
              </>
            }
            actions={
              isOpen && (
                <>
                  <ActionForm action={isMine ? releaseAction : takeAction} hidden={{ token }} idPrefix="take-" className="gap-0">
                    <Button type="submit" variant={isMine ? 'ghost' : 'primary'}>
                      {isMine ? t('release') : subject.assignedTo ? t('takeOver') : t('take')}
                    </Button>
                  </ActionForm>
                  <AskDialog token={token} action={askAction} />
                  <DeclineDialog token={token} action={declineAction} />
                </>
              )
            }
          />
        </div>
        <ClockStrip application={application} today={ctx.today} now={ctx.now} timeZone={timeZone} />
        {!isOpen && application.decisionNote && (
          <Notice title={t('decision')} className="m-4">
            {application.decisionNote}
          </Notice>
        )}
        <SplitPane
          className="flex-none xl:h-[calc(100dvh-13rem)] xl:min-h-[36rem] xl:shrink-0 xl:grid-cols-[22rem_minmax(0,1fr)_29rem]"
          startLabel={t('panes.claim')}
          start={
            <ClaimPane
              application={application}
              currency={currency}
              timeZone={timeZone}
              token={token}
              canJudge={isOpen}
              action={judgeLineAction}
            />
          }
          endLabel={t('panes.plan')}
          end={
            <div className="relative flex flex-col gap-6 p-4">
              {plans.length > 0 && <PlanSummary plans={plans} today={ctx.today} timeZone={timeZone} withdraw={withdrawAction} />}
              {compared && canPlan && <RefereeList {...compared} currency={currency} />}
              {desk && canPlan && (
                <PlanDesk
                  desk={desk}
                  currency={currency}
                  hidden={{ token }}
                  previewUrl={`/api/reviews/${token}/preview`}
                  dates={{ firstDueOn: addMonths(ctx.today, 1), minDueOn: addDays(ctx.today, 1) }}
                  action={proposeAction}
                />
              )}
              {!desk && <LinkButton href={`/cases/${toToken(ids.borrowerId, subject.caseId)}`}>{t('openCase')}</LinkButton>}
            </div>
          }
        >
          <ProofPane documents={documents} />
        </SplitPane>
        <div className="border-t border-line">
          <ReviewThread
            requests={application.requests}
            messages={messages}
            timeZone={timeZone}
            hidden={{ token, requestKey: newId() }}
            canReply={isOpen}
            action={replyAction}
          />
        </div>
      </div>
    </MessagesProvider>
  )
}
