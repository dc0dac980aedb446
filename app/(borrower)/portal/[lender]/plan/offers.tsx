import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/forms/action-form'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { CounterForm } from '@/components/plans/counter-form'
import { OfferCard } from '@/components/plans/offer-card'
import { OfferOverview } from '@/components/plans/offer-overview'
import { RefereeList } from '@/components/plans/referee-list'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { LinkButton } from '@/components/ui/link-button'
import type { BorrowerActor, Ctx } from '@/lib/context'
import { addDays } from '@/lib/dates'
import { decimalText, parseAmount } from '@/lib/money'
import { getReferee } from '@/lib/plans/option-queries'
import type { PlanView } from '@/lib/plans/queries'
import { toToken } from '@/lib/url-token'
import { askForOther, refusePlan } from './actions'

type Props = { ctx: Ctx<BorrowerActor>; offers: readonly PlanView[]; base: string; lender: string; amount: unknown }

/** The open offers side by side, how the figures compare, and the ways to say no or to ask for something else. */
export async function Offers({ ctx, offers, base, lender, amount }: Props) {
  const t = await getTranslations('agreement')
  const { today } = ctx
  const applicationId = offers.find(plan => plan.applicationId)?.applicationId
  const tried = typeof amount === 'string' ? parseAmount(amount) : null
  const compared = applicationId ? await getReferee(ctx, ctx.actor.id, applicationId, tried) : null
  return (
    <>
      {offers.length > 1 && <OfferOverview offers={offers.map((plan, index) => ({ plan, letter: String.fromCodePoint(65 + index) }))} />}
      <div className={cn('grid gap-5', offers.length > 1 && 'lg:-mx-40 lg:grid-cols-2', offers.length > 2 && 'xl:-mx-72 xl:grid-cols-3')}>
        {offers.map((plan, index) => {
          const letter = offers.length > 1 ? String.fromCodePoint(65 + index) : null
          const token = toToken(plan.borrowerId, plan.id)
          return (
            <OfferCard key={plan.id} plan={plan} letter={letter} href={`${base}/plan/${token}`} today={today}>
              {plan.counter && <p className="w-full font-medium">{t('asked')}</p>}
              <details className="w-full">
                <summary className="inline-flex min-h-11 cursor-pointer items-center text-ink-soft underline underline-offset-4">
                  {t('askOther')}
                </summary>
                <MessagesProvider namespaces={['shell', 'counter']}>
                  <CounterForm
                    action={askForOther}
                    hidden={{ lender, token }}
                    id={plan.id}
                    currency={plan.currency}
                    start={{
                      amount: decimalText(plan.counter?.amountCents ?? tried ?? plan.totals.highestCents),
                      frequency: plan.counter?.frequency ?? 'monthly',
                      firstDueOn: plan.counter?.firstDueOn ?? plan.firstDueOn,
                    }}
                    minDueOn={addDays(today, 1)}
                  />
                </MessagesProvider>
              </details>
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
      {compared && <RefereeList {...compared} currency={ctx.lender.currency} isBorrower />}
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
