import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { Textarea } from '@/components/ui/textarea'
import { complaintDays } from '@/lib/threads/input'
import { makeComplaint } from '../thread-actions'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('complaint.title') }
}

export default async function ComplaintPage({ params }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const t = await getTranslations('portal.complaint')
  return (
    <>
      <PortalHeading title={t('title')} lead={t('lead', { days: complaintDays })} />
      <ActionForm action={makeComplaint} hidden={{ lender }}>
        <Textarea name="body" label={t('body')} hint={t('hint')} rows={5} maxLength={4000} required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('send')}
        </Button>
      </ActionForm>
      <p className="mt-8 text-ink-soft">{t('outside', { hotline: ctx.lender.hotline })}</p>
    </>
  )
}
