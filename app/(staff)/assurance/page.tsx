import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { DecisionList } from '@/components/assurance/decision-list'
import { FindPerson } from '@/components/assurance/find-person'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { JournalForm } from '@/components/payments/journal-form'
import { can } from '@/lib/accounts/permissions'
import { findBorrowers, getBorrowerName } from '@/lib/borrowers/queries'
import { parseTimeCursor } from '@/lib/cases/timeline'
import { parseLocalDate } from '@/lib/dates'
import { listDecisions } from '@/lib/guard/queries'
import { fromToken } from '@/lib/url-token'
import { readFilter, type Search } from './filter'

const pageSize = 50
type Props = { searchParams: Promise<Search> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assurance'))('title') }
}

export default async function AssurancePage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'guard:read')) notFound()
  const search = await searchParams
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '')
  const t = await getTranslations('assurance')
  const person = text('person') ? fromToken(text('person')) : null
  const name = person ? await getBorrowerName(ctx, person.borrowerId) : null
  const before = parseTimeCursor(text('before') || null)
  const { named, where } = readFilter(search, ctx.lender.timeZone)
  const day = parseLocalDate(text('day'))
  const caseNumber = text('case').trim()
  const found = await listDecisions(ctx, {
    borrowerId: name === null ? undefined : person?.borrowerId,
    ...where,
    day,
    caseNumber: caseNumber || undefined,
    cursor: before && { decidedAt: before.at, id: before.id },
    limit: pageSize + 1,
  })
  const rows = found.slice(0, pageSize)
  const last = rows.at(-1)
  const next = found.length > pageSize && last ? `${last.decidedAt.toISOString()}_${last.id}` : null
  const link = (change: Record<string, string | null>) => {
    const kept = { person: text('person') || null, ...named, day, case: caseNumber || null, ...change }
    const query = new URLSearchParams(Object.entries(kept).filter((pair): pair is [string, string] => Boolean(pair[1])))
    return `/assurance?${query.toString()}`
  }
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'assurance', 'guard', 'contacts']}>
      <PageBody>
        <PageHeader title={t('title')} meta={t('lead')} />
        <FindPerson
          asked={text('q')}
          found={text('q') ? await findBorrowers(ctx, text('q')) : []}
          chosen={name}
          narrowed={{ day: day ?? '', caseNumber, person: name === null ? '' : text('person') }}
          links={{ always: link({ day: null }), anyCase: link({ case: null }), everyone: link({ person: null }) }}
          only={[null, 'blocked' as const, 'needs_reason' as const, 'reasoned' as const].map(only => ({ only, href: link({ only }), isCurrent: named.only === only }))}
          filters={[
            ...(named.rule ? [{ kind: 'byRule' as const, name: named.rule, href: link({ rule: null }) }] : []),
            ...(named.by ? [{ kind: 'byPerson' as const, name: rows.find(row => row.actorName)?.actorName ?? named.by, href: link({ by: null }) }] : []),
            ...(named.from ? [{ kind: 'between' as const, name: named.from, to: named.to ?? ctx.today, href: link({ from: null, to: null }) }] : []),
          ]}
        />
        <DecisionList rows={rows} timeZone={ctx.lender.timeZone} nextHref={next ? link({ before: next }) : undefined} />
        {can(ctx.actor, 'journal:export') && <JournalForm today={ctx.today} />}
      </PageBody>
    </MessagesProvider>
  )
}
