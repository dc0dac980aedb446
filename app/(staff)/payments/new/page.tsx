import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { staffContext } from '@/app/_server/context'
import { PageHeader } from '@/components/layout/page-header'
import { PageBody } from '@/components/layout/staff-shell'
import { PaymentFields, type TypedPayment } from '@/components/payments/payment-fields'
import { PaymentPreview } from '@/components/payments/payment-preview'
import { DateText } from '@/components/ui/date-text'
import { Notice } from '@/components/ui/notice'
import { can } from '@/lib/accounts/permissions'
import { newId } from '@/lib/clock'
import type { Ctx } from '@/lib/context'
import { DomainError, forbidden } from '@/lib/errors'
import type { MoneyDifference } from '@/lib/payments/difference'
import { previewRecording } from '@/lib/payments/difference-commands'
import { PaymentForm } from '@/lib/payments/input'
import { previewPayment, type PaymentPreview as Preview } from '@/lib/payments/queries'
import { recordPaymentAction } from '../actions'
import { orNotFound } from '@/app/_server/found'

type Search = Partial<Record<keyof TypedPayment, string | string[]>>
type Props = { searchParams: Promise<Search> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('payments'))('record') }
}

export default async function NewPaymentPage({ searchParams }: Props) {
  const ctx = await staffContext()
  if (!can(ctx.actor, 'payment:record')) await orNotFound(Promise.reject(forbidden()))
  const t = await getTranslations('payments')
  const search = await searchParams
  const one = (name: keyof TypedPayment) => (typeof search[name] === 'string' ? search[name] : '')
  const typed = { number: one('number'), amount: one('amount'), effectiveOn: one('effectiveOn'), channel: one('channel'), reference: one('reference') }
  const isAsked = search.amount !== undefined
  const { preview, difference, errors } = isAsked ? await lookAhead(ctx, typed) : { preview: null, difference: null, errors: {} }
  return (
    <PageBody>
      <PageHeader title={t('record')} back={<Link href="/payments">{t('title')}</Link>} meta={t('recordLead')} />
      <div className="flex flex-col gap-8">
        <PaymentFields typed={typed} errors={errors} currency={ctx.lender.currency} today={ctx.today} />
        {preview && preview.alike.length > 0 && (
          <Notice tone="attention" title={t('maybeRecorded')} className="max-w-3xl">
            <ul>
              {preview.alike.map(({ token, effectiveOn, channel }) => (
                <li key={token}>
                  <Link href={`/payments/${token}`} className="inline-flex min-h-6 items-center text-accent hover:underline">
                    <DateText value={effectiveOn} />
                  </Link>{' '}
                  · {t(`channels.${channel}`)}
                </li>
              ))}
            </ul>
          </Notice>
        )}
        {preview?.needsSecond && <Notice title={t('needsSecond')} className="max-w-3xl" />}
        {preview && <PaymentPreview preview={preview} difference={difference} currency={ctx.lender.currency} action={recordPaymentAction} hidden={{ ...typed, requestId: newId() }} />}
      </div>
    </PageBody>
  )
}

/** The look ahead, or a sentence for each field that does not fit. */
async function lookAhead(ctx: Ctx, typed: TypedPayment): Promise<{ preview: Preview | null; difference: MoneyDifference | null; errors: Record<string, string> }> {
  const t = await getTranslations('errors')
  const say = (reason: string) => (t.has(reason) ? t(reason, { currency: ctx.lender.currency }) : t('field_invalid'))
  const parsed = PaymentForm.omit({ requestId: true }).safeParse(typed)
  if (!parsed.success) return { preview: null, difference: null, errors: Object.fromEntries(parsed.error.issues.map(issue => [issue.path.join('.'), say(issue.message)])) }
  const { number, amount, effectiveOn } = parsed.data
  try {
    const asked = { target: { kind: 'any', number }, amountCents: amount, currency: ctx.lender.currency, effectiveOn } as const
    const preview = await previewPayment(ctx, asked)
    return { preview, difference: await previewRecording(ctx, asked), errors: {} }
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    const fields = error.details.fields ?? { number: error.message }
    return { preview: null, difference: null, errors: Object.fromEntries(Object.entries(fields).map(([name, reason]) => [name, say(reason)])) }
  }
}
