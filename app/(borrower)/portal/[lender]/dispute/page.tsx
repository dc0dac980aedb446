import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { RadioGroup } from '@/components/ui/radio-group'
import { Textarea } from '@/components/ui/textarea'
import { getPortalHome } from '@/lib/portal/queries'
import { disputeDays, disputeReasons } from '@/lib/threads/input'
import { dispute } from '../thread-actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ loan?: string; line?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('dispute.title') }
}

/** A line of the debt that was tapped arrives as the first words, so that nobody has to say it again. */
export default async function DisputePage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [t, { loan, line }, { loans }] = await Promise.all([getTranslations('portal.dispute'), searchParams, getPortalHome(ctx)])
  const known = loans.find(one => one.number === loan)
  const about = known && line && /^\d{1,3}$/.test(line) ? `${t('about', { loan: known.number, line: Number(line) })}\n` : ''
  return (
    <>
      <PortalHeading title={t('title')} lead={t('lead', { days: disputeDays })} />
      <ActionForm action={dispute} hidden={{ lender }}>
        <RadioGroup name="reason" defaultValue={about ? 'amount_wrong' : undefined} legend={t('reasonTitle')} look="cards" choices={disputeReasons.map(value => ({ value, label: t(`reason.${value}`) }))} />
        <Textarea name="body" label={t('body')} hint={t('hint')} rows={4} maxLength={4000} defaultValue={about} required />
        <Button type="submit" variant="primary" className="self-start max-sm:w-full">
          {t('send')}
        </Button>
      </ActionForm>
    </>
  )
}
