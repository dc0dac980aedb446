import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { authorize } from '@/lib/accounts/authorize'
import { PRESETS } from '@/lib/imports/presets'
import { UploadForm } from './upload-form'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('newTitle') }
}

export default async function NewImportPage() {
  const ctx = await staffContext()
  authorize(ctx, 'import:run')
  const t = await getTranslations('imports')
  return (
    <PageBody>
      <PageHeader title={t('newTitle')} meta={t('newLead')} back={<Link href="/imports">{t('back')}</Link>} />
      <MessagesProvider namespaces={['imports']}>
        <UploadForm presets={[...PRESETS]} today={ctx.today} />
      </MessagesProvider>
    </PageBody>
  )
}
