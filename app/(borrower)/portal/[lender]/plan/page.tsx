import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { cn } from '@/components/ui/cn'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { PortalHeading } from '@/components/layout/portal-shell'
import { OfferCard } from '@/components/plans/offer-card'
import { OfferOverview } from '@/components/plans/offer-overview'
import { RunningPlan } from '@/components/plans/running-plan'
import { Button } from '@/components/ui/button'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { listPlans, type PlanView } from '@/lib/plans/queries'
import { toToken } from '@/lib/url-token'
import { refusePlan } from './actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('agreement'))('title') }
}

const isOpenOffer = (today: string) => (plan: PlanView) =>
  ['offer', 'countered', 'accepted'].includes(plan.status) && (plan.offerEndsOn === null || plan.offerEndsOn >= today)

export default async function PlanPage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [t, plans, { done }] = await Promise.all([getTranslations('agreement'), listPlans(ctx, ctx.actor.id), searchParams])
  const base = `/portal/${lender}`
  const offers = plans.filter(isOpenOffer(ctx.today)).toSorted((a, b) => a.totals.highestCents - b.totals.highestCents)
  const signed =
    plans.find(plan => plan.status === 'active' || plan.status === 'grace') ??
    plans.find(plan => ['completed', 'broken'].includes(plan.status))
  return (
    <div className="flex flex-col gap-10">
      <div className="-mb-8">
        <PortalHeading
          back={
            <Link href={base} className="inline-flex min-h-11 items-center underline underline-offset-4">
              {t('back')}
            </Link>
          }
          title={t(offers.length > 0 ? 'compareTitle' : 'title')}
          lead={offers.length > 0 ? t('compareLead', { count: offers.length }) : undefined}
        />
      </div>
      {done === 'signed' && (
        <Notice tone="good" live title={t('signed')}>
          {t('signedText')}
        </Notice>
      )}
      {done === 'refused' && <Notice live title={t('refused')} />}
      {offers.length > 0 && <Offers offers={offers} base={base} lender={lender} today={ctx.today} />}
      {signed && <RunningPlan plan={signed} base={base} token={toToken(signed.borrowerId, signed.id)} today={ctx.today} />}
      {!signed && offers.length === 0 && (
        <div className="flex flex-col items-start gap-4">
          <p className="font-medium">{t('none')}</p>
          <p className="text-ink-soft">{t('noneText')}</p>
          <LinkButton href={`${base}/hardship`} variant="primary" className="max-sm:w-full">
            {t('tell')}
          </LinkButton>
        </div>
      )}
    </div>
  )
}

async function Offers({
  offers,
  base,
  lender,
  today,
}: {
  offers: readonly PlanView[]
  base: string
  lender: string
  today: string
}) {
  const t = await getTranslations('agreement')
  return (
    <>
      {offers.length > 1 && <OfferOverview offers={offers.map((plan, index) => ({ plan, letter: String.fromCodePoint(65 + index) }))} />}
      <div className={cn('grid gap-5', offers.length > 1 && 'lg:-mx-40 lg:grid-cols-2', offers.length > 2 && 'xl:-mx-72 xl:grid-cols-3')}>
        {offers.map((plan, index) => {
          const letter = offers.length > 1 ? String.fromCodePoint(65 + index) : null
          const token = toToken(plan.borrowerId, plan.id)
          return (
            <OfferCard key={plan.id} plan={plan} letter={letter} href={`${base}/plan/${token}`} today={today}>
              <details className="w-full">
                <summary className="inline-flex min-h-11 cursor-pointer items-center text-ink-soft underline underline-offset-4">
                  {t('refuse', { option: letter ? t('option', { letter }) : '' })}
                </summary>
                <ActionForm action={refusePlan} hidden={{ lender, token }} idPrefix={`refuse-${plan.id}-`}>
                  <p className="text-ink-soft">{t('refuseText')}</p>
                  <Button type="submit" className="self-start">
                    {t('refuseSure')}
                  </Button>
                </ActionForm>
              </details>
            </OfferCard>
          )
        })}
      </div>
      <section aria-labelledby="none-fits" className="flex flex-col gap-3">
        <h2 id="none-fits" className="text-xl font-semibold">
          {t('refuseAll')}
        </h2>
        <p className="text-ink-soft">{t('fitText')}</p>
        <div className="flex flex-wrap gap-3">
          <LinkButton href={`${base}/ask`}>{t('write')}</LinkButton>
          <LinkButton href={`${base}/advice`}>{t('advice')}</LinkButton>
        </div>
      </section>
    </>
  )
}
