import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { orNotFound } from '@/app/_server/found'
import { findProvider } from '@/app/_server/payment-provider'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { RefreshOften } from '@/components/outbox/refresh-often'
import { LinkStanding } from '@/components/portal/link-standing'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { getLink } from '@/lib/payments/link-queries'
import { fromToken } from '@/lib/url-token'
import { goOnPaying } from '../actions'

type Props = { params: Promise<{ lender: string; token: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('paid.title') }
}

/** How one payment stands, by our own books: what the address says after the way back counts for nothing. */
export default async function PaidPage({ params }: Props) {
  const { lender: slug, token } = await params
  const ctx = await borrowerContext(slug)
  const key = fromToken(token) ?? notFound()
  if (key.borrowerId !== ctx.actor.id) notFound()
  const [link, provider, t] = await Promise.all([orNotFound(getLink(ctx, key.id)), findProvider(ctx.actor.lenderId), getTranslations('portal.paid')])
  const base = `/portal/${slug}`
  return (
    <div className="flex flex-col gap-8">
      <div className="-mb-8">
        <PortalHeading title={t('title')} />
      </div>
      <LinkStanding link={link} timeZone={ctx.lender.timeZone} />
      {link.state === 'created' && link.address && <RefreshOften />}
      {link.state === 'created' && provider && (
        <ActionForm action={goOnPaying} hidden={{ lender: slug, token }} label={t('goOn')}>
          <Button type="submit" variant={link.address ? 'secondary' : 'primary'} className="self-start max-sm:w-full">
            {t('goOn')}
          </Button>
        </ActionForm>
      )}
      {(link.state === 'declined' || link.state === 'expired') && (
        <LinkButton href={`${base}/pay`} variant="primary" className="self-start max-sm:w-full">
          {t('again')}
        </LinkButton>
      )}
      <p>
        <Link className="inline-flex min-h-11 items-center underline underline-offset-4" href={base}>
          {t('home')}
        </Link>
      </p>
    </div>
  )
}
