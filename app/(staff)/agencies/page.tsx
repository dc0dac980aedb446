import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { AgencyForm } from '@/components/placements/agency-form'
import { AgencyTable } from '@/components/placements/agency-table'
import { EmptyState } from '@/components/ui/empty-state'
import { can } from '@/lib/accounts/permissions'
import { newId } from '@/lib/clock'
import { listAgencies } from '@/lib/placements/agency-queries'
import { replaceAgencyKeyAction, saveAgencyAction } from './actions'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('placements'))('agencies') }
}

export default async function AgenciesPage() {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'agency:manage')) notFound()
  const t = await getTranslations('placements')
  const agencies = await listAgencies(ctx)
  const fresh = newId()
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'placements']}>
      <PageBody>
        <PageHeader title={t('agencies')} meta={t('agenciesLead')} actions={<AgencyForm key={fresh} agencyId={fresh} agency={null} today={ctx.today} action={saveAgencyAction} />} />
        {agencies.length === 0 ? (
          <EmptyState title={t('noAgency')}>{t('noAgencyText')}</EmptyState>
        ) : (
          <AgencyTable agencies={agencies} today={ctx.today} save={saveAgencyAction} replaceKey={replaceAgencyKeyAction} />
        )}
      </PageBody>
    </MessagesProvider>
  )
}
