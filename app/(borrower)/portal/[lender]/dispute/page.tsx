import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'
import { disputeDays, disputeReasons } from '@/lib/threads/input'
import { dispute } from '../thread-actions'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('dispute.title') }
}

export default async function DisputePage({ params }: Props) {
  const { lender } = await params
  await borrowerContext(lender)
  const t = await getTranslations('portal.dispute')
  return (
    <>
      <PortalHeading title={t('title')} lead={t('lead', { days: disputeDays })} />
      <ActionForm action={dispute} hidden={{ lender }}>
        <RadioGroup name="reason" legend={t('reasonTitle')} look="cards" choices={disputeReasons.map(value => ({ value, label: t(`reason.${value}`) }))} />
        <Textarea name="body" label={t('body')} hint={t('hint')} rows={4} maxLength={4000} required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('send')}
        </Button>
      </ActionForm>
    </>
  )
}
