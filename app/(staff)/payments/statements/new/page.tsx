import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { StatementForm } from '@/components/payments/statement-form'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { forbidden } from '@/lib/errors'

type Props = { searchParams: Promise<{ problem?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('upload') }
}

export default async function NewStatementPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'payment:record')) await orNotFound(Promise.reject(forbidden()))
  const [t, errors, { problem }] = await Promise.all([getTranslations('statements'), getTranslations('errors'), searchParams])
  return (
    <PageBody>
      <PageHeader title={t('upload')} meta={t('uploadLead')} back={<Link href="/payments/statements">{t('title')}</Link>} />
      {typeof problem === 'string' && <Notice tone="stop" className="mb-4 max-w-2xl" title={errors.has(problem) ? errors(problem) : errors('import_failed')} />}
      <MessagesProvider namespaces={['imports', 'statements']}>
        <StatementForm />
      </MessagesProvider>
    </PageBody>
  )
}
