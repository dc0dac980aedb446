import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { FileUploadForm } from '@/components/forms/file-upload-form'
import { Input } from '@/components/ui/input'
import { Select } from '@/components/ui/select'
import { can } from '@/lib/accounts/permissions'
import { forbidden } from '@/lib/errors'
import { PRESETS } from '@/lib/imports/presets'
import { UploadPage } from '../../upload-page'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('newTitle') }
}

type Props = { searchParams: Promise<{ problem?: string | string[] }> }

export default async function NewImportPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'import:run')) await orNotFound(Promise.reject(forbidden()))
  const [t, { problem }] = await Promise.all([getTranslations('imports'), searchParams])
  return (
    <UploadPage title={t('newTitle')} lead={t('newLead')} back={<Link href="/imports">{t('back')}</Link>} problem={problem} otherwise={t('sendFailed')}>
      <FileUploadForm to="/api/uploads/imports" chooseFile={t('chooseFile')} chooseFileHint={t('chooseFileHint')} send={t('send')}>
        <div className="grid gap-(--stack) sm:grid-cols-2">
          <Select
            name="preset"
            label={t('preset')}
            hint={t('presetHint')}
            placeholder={t('presetAuto')}
            options={PRESETS.map(preset => ({ value: preset, label: t(`presets.${preset}`) }))}
          />
          <Input name="asOf" type="date" label={t('asOf')} hint={t('asOfHint')} max={ctx.today} optional />
        </div>
      </FileUploadForm>
    </UploadPage>
  )
}
