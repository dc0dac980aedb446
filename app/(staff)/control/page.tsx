import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getFormatter, getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { CalendarNotice } from '@/components/control/calendar-notice'
import { ExceptionCases } from '@/components/control/exception-cases'
import { LedgerNotice } from '@/components/control/ledger-notice'
import { ReassignForm } from '@/components/control/reassign-form'
import { TeamTable } from '@/components/control/team-table'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { LinkButton } from '@/components/ui/link-button'
import { Stat, StatRow } from '@/components/ui/stat'
import { can } from '@/lib/accounts/permissions'
import { calendarsOf } from '@/lib/calendars/shipped'
import { coverageWarnings } from '@/lib/calendars/working-days'
import { countExceptions, listExceptionCases, listTeam } from '@/lib/cases/control-queries'
import { EXCEPTIONS, readException } from '@/lib/cases/exceptions'
import { getLedgerCheck } from '@/lib/ledger/alarm-queries'
import { reassignAction } from './actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('control'))('title') }
}

export default async function ControlPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'control:read')) notFound()
  const search = await searchParams
  const t = await getTranslations('control')
  const format = await getFormatter()
  const shown = readException(search.show)
  const after = typeof search.after === 'string' && /^[0-9a-f-]{36}$/.test(search.after) ? search.after : null
  const counts = await countExceptions(ctx)
  const team = await listTeam(ctx)
  const found = shown ? await listExceptionCases(ctx, shown, after) : null
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'control', 'cases', 'desk']}>
      <PageBody>
        <PageHeader title={t('title')} meta={t('lead')} actions={can(ctx.actor, 'guard:read') && <LinkButton href="/rules/blocked">{t('blocked')}</LinkButton>} />
        <CalendarNotice warnings={coverageWarnings(calendarsOf(ctx.lender), ctx.today)} />
        <LedgerNotice check={await getLedgerCheck(ctx)} />
        <StatRow>
          {EXCEPTIONS.map(name => (
            <Stat
              key={name}
              label={t(`exceptions.${name}`)}
              value={format.number(counts[name])}
              hint={t(`hints.${name}`)}
              href={`/control?show=${name}#cases`}
            />
          ))}
        </StatRow>
        <div className="mt-8 flex flex-col gap-10">
          {shown && found && (
            <ExceptionCases
              title={t(`exceptions.${shown}`)}
              rows={found.rows}
              nextHref={found.nextCursor ? `/control?show=${shown}&after=${found.nextCursor}#cases` : undefined}
              now={ctx.now}
              timeZone={ctx.lender.timeZone}
            />
          )}
          <TeamTable team={team} currency={ctx.lender.currency} />
          {can(ctx.actor, 'case:assign') && <ReassignForm team={team} action={reassignAction} />}
        </div>
      </PageBody>
    </MessagesProvider>
  )
}
