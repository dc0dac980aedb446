import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { findProvider } from '@/app/_server/payment-provider'
import { PortalHeading } from '@/components/layout/portal-shell'
import { CopyText } from '@/components/portal/copy-text'
import { LinkList } from '@/components/portal/link-list'
import { PayNow } from '@/components/portal/pay-now'
import { DescriptionList } from '@/components/ui/description-list'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { newId } from '@/lib/clock'
import { getPayable, listLinks } from '@/lib/payments/link-queries'
import { getPortalHome } from '@/lib/portal/queries'
import { payNow } from './actions'

type Props = { params: Promise<{ lender: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('portal'))('pay.title') }
}

/** Paying at the provider where there is one, official ways to pay and the reference that leads the money to the loan; no card number is ever asked here. */
export default async function PayPage({ params }: Props) {
  const { lender: slug } = await params
  const ctx = await borrowerContext(slug)
  const [home, links, provider, t, locale] = await Promise.all([getPortalHome(ctx), listLinks(ctx), findProvider(ctx.actor.lenderId), getTranslations('portal.pay'), getLocale()])
  const { lender } = ctx
  const name = lender.name[locale === 'en' ? 'en' : 'zh-CN']
  return (
    <div className="flex flex-col gap-8">
      <div className="-mb-8">
        <PortalHeading title={t('title')} lead={t('lead')} />
      </div>
      {links.length > 0 && <LinkList links={links} base={`/portal/${slug}`} timeZone={lender.timeZone} />}
      {provider && <PayNow payable={await getPayable(ctx, ctx.actor.id)} currency={lender.currency} lender={slug} requestId={newId()} action={payNow} />}
      {provider && <h2 className="-mb-4 text-xl font-semibold">{t('otherWays')}</h2>}
      {home.loans.filter(loan => loan.state.outstandingCents > 0).map(loan => (
        <section key={loan.id} aria-label={loan.number}>
          <DescriptionList
            lined
            items={[
              { id: 'due', term: t('due'), detail: <Money strong amountCents={loan.state.dueCents} currency={lender.currency} /> },
              ...(loan.state.nextDue && loan.state.dueCents === 0
                ? [{ id: 'next', term: t('nextAmount'), detail: <Money amountCents={loan.state.nextDue.amountCents} currency={lender.currency} /> }]
                : []),
              { id: 'payee', term: t('payee'), detail: name },
              { id: 'reference', term: t('reference'), detail: <CopyText text={loan.number} texts={{ copy: t('copy'), copied: t('copied') }} /> },
            ]}
          />
        </section>
      ))}
      <section>
        <h2 className="mb-3 text-xl font-semibold">{t('waysTitle')}</h2>
        <ul className="flex list-disc flex-col gap-2 pl-6">
          <li>{t('ways.bank', { payee: name })}</li>
          <li>{t('ways.app', { payee: name })}</li>
          <li>{t('ways.hotline', { hotline: lender.hotline })}</li>
        </ul>
      </section>
      <Notice title={t('safeTitle')}>{t('safe', { hotline: lender.hotline })}</Notice>
      <p>
        {t('part')}{' '}
        <Link className="underline underline-offset-4" href={`/portal/${slug}/hardship`}>
          {t('cannot')}
        </Link>
      </p>
    </div>
  )
}
