import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { DeskScreen } from '@/components/desk/desk-screen'
import { UnloggedCalls } from '@/components/desk/unlogged-calls'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { can } from '@/lib/accounts/permissions'
import { listWorkers } from '@/lib/cases/queries'
import { snoozeDates } from '@/lib/cases/snooze'
import { listUnloggedCalls } from '@/lib/contacts/queries'
import { assignAction, finishAction, nextCaseAction, noteAction, snoozeAction, wakeAction } from '../cases/actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('desk'))('title') }
}

export default async function DeskPage() {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'case:read')) notFound()
  const canAssign = can(ctx.actor, 'case:assign')
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'desk', 'cases', 'guard']}>
      {can(ctx.actor, 'contact:make') && (
        <UnloggedCalls calls={await listUnloggedCalls(ctx)} now={ctx.now} timeZone={ctx.lender.timeZone} />
      )}
      <DeskScreen
        home={canAssign || !can(ctx.actor, 'case:work') ? 'all' : 'mine'}
        today={ctx.today}
        snoozeDates={snoozeDates(ctx.today)}
        timeZone={ctx.lender.timeZone}
        canWork={can(ctx.actor, 'case:work')}
        canAssign={canAssign}
        workers={canAssign ? await listWorkers(ctx) : []}
        actions={{
          next: nextCaseAction,
          finish: finishAction,
          wake: wakeAction,
          snooze: snoozeAction,
          assign: assignAction,
          note: noteAction,
        }}
      />
    </MessagesProvider>
  )
}
