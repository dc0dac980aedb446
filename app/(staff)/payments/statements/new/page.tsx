import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { FileUploadForm } from '@/components/forms/file-upload-form'
import { Select } from '@/components/ui/select'
import { can } from '@/lib/accounts/permissions'
import { forbidden } from '@/lib/errors'
import { UploadPage } from '../../../upload-page'

type Props = { searchParams: Promise<{ problem?: string | string[] }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('statements'))('upload') }
}

export default async function NewStatementPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'payment:record')) await orNotFound(Promise.reject(forbidden()))
  const [t, errors, { problem }] = await Promise.all([getTranslations('statements'), getTranslations('errors'), searchParams])
  const options = (['bank', 'agency'] as const).map(value => ({ value, label: t(`sources.${value}`) }))
  return (
    <UploadPage title={t('upload')} lead={t('uploadLead')} back={<Link href="/payments/statements">{t('title')}</Link>} problem={problem} otherwise={errors('import_failed')}>
      <FileUploadForm to="/api/uploads/statements" chooseFile={t('chooseFile')} chooseFileHint={t('chooseFileHint')} send={t('send')}>
        <Select name="source" label={t('source')} hint={t('sourceHint')} defaultValue="bank" options={options} />
      </FileUploadForm>
    </UploadPage>
  )
}
