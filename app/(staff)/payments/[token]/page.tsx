import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { AllocationTable } from '@/components/payments/allocation-table'
import { AskRefund } from '@/components/payments/ask-refund'
import { DifferenceList } from '@/components/payments/difference-list'
import { PaymentStatus } from '@/components/payments/payments-table'
import { ReversePayment } from '@/components/payments/reverse-payment'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { LinkButton } from '@/components/ui/link-button'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { newId } from '@/lib/clock'
import type { Ctx } from '@/lib/context'
import { DomainError } from '@/lib/errors'
import { previewReversal } from '@/lib/payments/difference-commands'
import { getPayment } from '@/lib/payments/queries'
import { fromToken } from '@/lib/url-token'
import { reversePaymentAction } from '../actions'
import { askRefundAction } from '../proposal-actions'
import { orNotFound } from '@/app/_server/found'

type Props = { params: Promise<{ token: string }> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('payments'))('payment') }
}

export default async function PaymentPage({ params }: Props) {
  const ctx = await staffContext()
  const t = await getTranslations('payments')
  const { token } = await params
  const key = fromToken(token) ?? notFound()
  const found = await orNotFound(getPayment(ctx, key.borrowerId, key.id))
  const { timeZone } = ctx.lender
  const credits = found.status === 'posted' && can(ctx.actor, 'payment:record') ? found.allocations.filter(row => row.component === 'overpaid') : []
  const facts = [
    { id: 'borrower', term: t('borrower'), detail: `${found.borrowerName} · ${found.borrowerNumber}` },
    { id: 'effectiveOn', term: t('effectiveOn'), detail: <DateText value={found.effectiveOn} /> },
    { id: 'receivedAt', term: t('receivedAt'), detail: <DateText value={found.receivedAt} timeZone={timeZone} /> },
    { id: 'channel', term: t('channel'), detail: t(`channels.${found.channel}`) },
    { id: 'reference', term: t('reference'), detail: `${found.source} · ${found.externalId}` },
    ...(found.recordedBy ? [{ id: 'recordedBy', term: t('recordedBy'), detail: found.recordedBy }] : []),
  ]
  return (
    <PageBody>
      <PageHeader
        title={<Money amountCents={found.amountCents} currency={found.currency} />}
        back={<Link href="/payments">{t('title')}</Link>}
        meta={<PaymentStatus status={found.status} isSynthetic={found.isSynthetic} />}
        actions={found.status === 'posted' && !found.lineId && can(ctx.actor, 'payment:reverse') && <ReversePayment action={reversePaymentAction} token={token}>{await wouldChange(ctx, key.borrowerId, key.id)}</ReversePayment>}
      />
      <div className="flex max-w-3xl flex-col gap-6">
        {found.reversedAt && (
          <Notice tone="info" title={t('wasReversed')}>
            <DateText value={found.reversedAt} timeZone={timeZone} /> · {found.reversalReason}
          </Notice>
        )}
        {found.lineId && can(ctx.actor, 'payment:record') && (
          <Notice title={t('ofLine')} actions={<LinkButton href={`/payments/unmatched/${found.lineId}`}>{t('toLine')}</LinkButton>} />
        )}
        <DescriptionList lined items={facts} />
        <section className="flex flex-col gap-2">
          <h2 className="text-base font-semibold text-ink">
            {t(found.status === 'reversed' ? 'whereItWent' : 'whereItIs')}
          </h2>
          <AllocationTable caption={t('whereItIs')} rows={found.allocations} currency={found.currency} />
          {credits.map(credit => (
            <div key={credit.loanNumber}>
              <AskRefund action={askRefundAction} loanNumber={credit.loanNumber} creditCents={credit.amountCents} currency={found.currency} requestId={newId()} />
            </div>
          ))}
        </section>
      </div>
    </PageBody>
  )
}

/** What the reversal would change; nothing when it would be refused, which the form itself says. */
async function wouldChange(ctx: Ctx, borrowerId: string, paymentId: string) {
  try {
    return <DifferenceList difference={await previewReversal(ctx, { borrowerId, paymentId })} currency={ctx.lender.currency} />
  } catch (error) {
    if (error instanceof DomainError) return null
    throw error
  }
}
