import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { LinkButton } from '@/components/ui/link-button'
import { nextStep } from '@/lib/hardship/application-input'
import { getLatestApplication } from '@/lib/hardship/queries'
import { withdraw } from './actions'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('hardship'))('pageTitle') }
}

/** Where "I cannot pay" leads: the first question at once, the draft where it was left, or the receipt. */
export default async function HardshipPage({ params }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const latest = await getLatestApplication(ctx, ctx.actor.id)
  const base = `/portal/${lender}/hardship`
  if (latest && ['submitted', 'more_requested', 'in_review'].includes(latest.status)) redirect(`${base}/receipt`)
  if (latest?.status !== 'draft') redirect(`${base}/changed`)
  const t = await getTranslations('hardship')
  const started = <DateText value={latest.startedAt} timeZone={ctx.lender.timeZone} />
  return (
    <>
      <PortalHeading title={t('resume.title')} lead={t.rich('resume.lead', { started: () => started })} />
      <div className="flex flex-col items-start gap-4">
        <LinkButton variant="primary" className="max-sm:w-full" href={`${base}/${nextStep(latest)}`}>
          {t('resume.goOn')}
        </LinkButton>
        <LinkButton className="max-sm:w-full" href={`${base}/check`}>
          {t('resume.look')}
        </LinkButton>
        <details>
          <summary className="inline-flex min-h-12 cursor-pointer items-center text-ink-soft underline underline-offset-4">{t('resume.drop')}</summary>
          <ActionForm action={withdraw} hidden={{ lender, application: latest.id }}>
            <p className="text-ink-soft">{t('resume.dropText')}</p>
            <Button type="submit" className="self-start">
              {t('resume.dropSure')}
            </Button>
          </ActionForm>
        </details>
      </div>
    </>
  )
}
