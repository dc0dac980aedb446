import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CaseGlance } from '@/components/cases/case-glance'
import { KnownFacts } from '@/components/circumstances/known-facts'
import { PlacementPanel } from '@/components/placements/placement-panel'
import { can } from '@/lib/accounts/permissions'
import { getCircumstances } from '@/lib/circumstances/queries'
import { newId } from '@/lib/clock'
import { getPlacementPanel } from '@/lib/placements/queries'
import { listPromises } from '@/lib/promises/queries'
import { getTimeline } from '@/lib/cases/timeline-queries'
import { endCircumstanceAction, placeCaseAction, recallPlacementAction, recordCircumstanceAction, sendPlacementNoticeAction } from '../known-actions'
import { MissedForm } from '@/components/promises/missed-form'
import { tellMissedAction } from '../contact-actions'
import { openCasePage } from './case-key'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('cases'))('title') }
}

export default async function GlancePage({ params }: Props) {
  const { ctx, key, token, overview } = await openCasePage((await params).token)
  const timeline = await getTimeline(ctx, key.borrowerId, key.caseId, null)
  const promises = await listPromises(ctx, key.borrowerId, key.caseId)
  const known = await getCircumstances(ctx, key.borrowerId)
  const placement = can(ctx.actor, 'placement:make') && overview.view.status === 'open' ? await getPlacementPanel(ctx, key.borrowerId, key.caseId) : null
  const timeZone = ctx.lender.timeZone
  const [last] = promises
  const missed = last && (last.status === 'broken' || last.status === 'partly_kept') && last.missedReason === null ? last : null
  return (
    <>
      {missed && can(ctx.actor, 'promise:take') && (
        <MissedForm promise={missed} token={token} currency={overview.view.currency} action={tellMissedAction} />
      )}
      <CaseGlance
        view={overview.view}
        promises={promises}
        recent={timeline.entries.slice(0, 8)}
        more={`/cases/${token}/timeline`}
        now={ctx.now}
        today={ctx.today}
        timeZone={timeZone}
        known={<KnownFacts token={token} panel={known} newId={newId()} today={ctx.today} timeZone={timeZone} record={recordCircumstanceAction} end={endCircumstanceAction} />}
        placement={
          placement && (
            <PlacementPanel
              token={token}
              panel={placement}
              requestKey={newId()}
              timeZone={timeZone}
              actions={{ notice: sendPlacementNoticeAction, place: placeCaseAction, recall: recallPlacementAction }}
            />
          )
        }
      />
    </>
  )
}
