import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { DecisionChain } from '@/components/assurance/decision-chain'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { can } from '@/lib/accounts/permissions'
import { getDecision } from '@/lib/guard/decision-queries'
import { fromToken } from '@/lib/url-token'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('assurance'))('chain') }
}

export default async function DecisionPage({ params }: { params: Promise<{ token: string }> }) {
  const ctx = await staffContext()
  const key = fromToken((await params).token)
  if (!key || !can(ctx.actor, 'guard:read')) notFound()
  const chain = await orNotFound(getDecision(ctx, key.borrowerId, key.id))
  const t = await getTranslations('assurance')
  return (
    <MessagesProvider namespaces={['shell', 'nav', 'assurance', 'guard', 'contacts']}>
      <PageBody>
        <PageHeader title={t('chain')} meta={chain.borrowerName} back={<Link href="/assurance">{t('title')}</Link>} />
        <DecisionChain chain={chain} timeZone={ctx.lender.timeZone} />
      </PageBody>
    </MessagesProvider>
  )
}
