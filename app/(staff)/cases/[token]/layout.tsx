import type { ReactNode } from 'react'
import { getTranslations } from 'next-intl/server'
import { findProvider } from '@/app/_server/payment-provider'
import { CaseHeader } from '@/components/cases/case-header'
import { CaseTabs } from '@/components/cases/case-tabs'
import { CaseSide } from '@/components/cases/case-side'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { SplitPane } from '@/components/layout/split-pane'
import { can } from '@/lib/accounts/permissions'
import { listWorkers } from '@/lib/cases/queries'
import { snoozeDates } from '@/lib/cases/snooze'
import { newId } from '@/lib/clock'
import { addDays } from '@/lib/dates'
import { takeOverAction } from '../actions'
import { openCasePage } from './case-key'
import { sideActions } from './side-actions'

type Props = { children: ReactNode; params: Promise<{ token: string }> }

export default async function CaseLayout({ children, params }: Props) {
  const { ctx, token, overview } = await openCasePage((await params).token)
  const t = await getTranslations('cases')
  const may = {
    work: can(ctx.actor, 'case:work'),
    contact: can(ctx.actor, 'contact:make'),
    reveal: can(ctx.actor, 'contact:reveal'),
    edit: can(ctx.actor, 'borrower:edit'),
    promise: can(ctx.actor, 'promise:take'),
    hardship: can(ctx.actor, 'hardship:open'),
    assign: can(ctx.actor, 'case:assign'),
    payLink: (await findProvider(ctx.actor.lenderId)) !== null,
    note: can(ctx.actor, 'case:work') || can(ctx.actor, 'hardship:review'),
  }
  return (
    <MessagesProvider
      namespaces={['shell', 'nav', 'desk', 'cases', 'contacts', 'promises', 'guard', 'hardship', 'loans', 'plans', 'circumstances', 'placements']}
    >
      <CaseHeader
        view={overview.view}
        meter={overview.panel.meter}
        now={ctx.now}
        today={ctx.today}
        takeOver={may.work ? takeOverAction : null}
      />
      <SplitPane
        endLabel={t('side')}
        end={
          <CaseSide
            overview={overview}
            may={may}
            workers={may.assign ? await listWorkers(ctx) : []}
            days={{
              snooze: snoozeDates(ctx.today),
              today: ctx.today,
              promiseLast: addDays(ctx.today, ctx.lender.policy.promiseHorizonDays),
              callBackLast: addDays(ctx.today, 30),
            }}
            now={ctx.now}
            ids={{ request: newId(), inbound: newId(), message: newId() }}
            actions={sideActions}
          />
        }
      >
        <div className="flex min-w-0 flex-col">
          <CaseTabs token={token} />
          <div className="px-4 py-5 md:px-6">{children}</div>
        </div>
      </SplitPane>
    </MessagesProvider>
  )
}
