import { getTranslations } from 'next-intl/server'
import { CaseTimeline } from '@/components/cases/case-timeline'
import { LinkButton } from '@/components/ui/link-button'
import { getTimeline } from '@/lib/cases/timeline-queries'
import { openCasePage } from '../case-key'

type Props = { params: Promise<{ token: string }>; searchParams: Promise<{ before?: string | string[] }> }

export default async function TimelinePage({ params, searchParams }: Props) {
  const { ctx, key, token } = await openCasePage((await params).token)
  const { before } = await searchParams
  const t = await getTranslations('cases')
  const page = await getTimeline(ctx, key.borrowerId, key.caseId, typeof before === 'string' ? before : null)
  return (
    <div className="flex flex-col gap-6">
      <CaseTimeline entries={page.entries} now={ctx.now} timeZone={ctx.lender.timeZone} currency={ctx.lender.currency} />
      {page.nextCursor && (
        <LinkButton href={`/cases/${token}/timeline?before=${encodeURIComponent(page.nextCursor)}`} className="self-start">
          {t('earlier')}
        </LinkButton>
      )}
    </div>
  )
}
