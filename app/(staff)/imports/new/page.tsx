import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { forbidden } from '@/lib/errors'
import { PRESETS } from '@/lib/imports/presets'
import { orNotFound } from '@/app/_server/found'
import { UploadForm } from './upload-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('newTitle') }
}

type Props = { searchParams: Promise<{ problem?: string | string[] }> }

export default async function NewImportPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'import:run')) await orNotFound(Promise.reject(forbidden()))
  const [t, errors, { problem }] = await Promise.all([getTranslations('imports'), getTranslations('errors'), searchParams])
  return (
    <PageBody>
      <PageHeader title={t('newTitle')} meta={t('newLead')} back={<Link href="/imports">{t('back')}</Link>} />
      {typeof problem === 'string' && (
        <Notice tone="stop" className="mb-4 max-w-2xl" title={errors.has(problem) ? errors(problem) : t('sendFailed')} />
      )}
      <MessagesProvider namespaces={['imports']}>
        <UploadForm presets={[...PRESETS]} today={ctx.today} />
      </MessagesProvider>
    </PageBody>
  )
}
