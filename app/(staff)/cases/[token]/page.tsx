import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CaseGlance } from '@/components/cases/case-glance'
import { MissedForm } from '@/components/promises/missed-form'
import { can } from '@/lib/accounts/permissions'
import { listPromises } from '@/lib/promises/queries'
import { getTimeline } from '@/lib/cases/timeline-queries'
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
        timeZone={ctx.lender.timeZone}
      />
    </>
  )
}
