import { FileDown } from 'lucide-react'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PortalHeading } from '@/components/layout/portal-shell'
import { AgreementText } from '@/components/plans/agreement-text'
import { PrintButton } from '@/components/plans/print-button'
import { SignForm } from '@/components/plans/sign-form'
import { DateText } from '@/components/ui/date-text'
import { Notice } from '@/components/ui/notice'
import { getPlanDocument } from '@/lib/plans/queries'
import { fromToken } from '@/lib/url-token'
import { sendSigningCode, sign } from '../actions'

type Props = { params: Promise<{ lender: string; token: string }>; searchParams: Promise<{ code?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('agreement'))('title') }
}

export default async function AgreementPage({ params, searchParams }: Props) {
  const { lender, token } = await params
  const ctx = await borrowerContext(lender)
  const ids = fromToken(token) ?? notFound()
  const [t, plan, { code }, locale] = await Promise.all([
    getTranslations('agreement'),
    getPlanDocument(ctx, ids.borrowerId, ids.id),
    searchParams,
    getLocale(),
  ])
  const isOffer = ['offer', 'countered', 'accepted'].includes(plan.status) && (plan.offerEndsOn === null || plan.offerEndsOn >= ctx.today)
  const base = `/portal/${lender}`
  const isEnglish = locale === 'en'
  return (
    <MessagesProvider namespaces={['shell', 'agreement']}>
      <div className="flex flex-col gap-8">
        <div className="no-print -mb-8">
          <PortalHeading
            back={
              <Link href={`${base}/plan`} className="inline-flex min-h-11 items-center underline underline-offset-4">
                {t('backToPlan')}
              </Link>
            }
            title={t(isOffer ? 'readTitle' : 'readAgain')}
            lead={isOffer ? t('readLead') : undefined}
          />
        </div>
        {!isOffer && !plan.signature && <Notice>{t('over')}</Notice>}
        <div className="no-print flex flex-wrap items-center gap-3">
          <PrintButton label={t('print')} />
          <a href={`${base}/plan/${token}/copy`} className="inline-flex min-h-11 items-center gap-2 underline underline-offset-4">
            <FileDown aria-hidden className="size-5" />
            {t('download')}
          </a>
        </div>
        <article className="rounded-xl border border-line bg-surface p-5 sm:p-8 print:border-0 print:p-0">
          <AgreementText text={isEnglish ? plan.agreement.en : plan.agreement.zhCn} lang={isEnglish ? 'en' : 'zh-CN'} />
          {plan.signature && (
            <p className="mt-6 border-t border-line pt-4 text-[0.96em]">
              {t.rich('signedBy', {
                name: plan.signature.signedName,
                date: () => <DateText key="date" value={plan.signature?.signedAt ?? ''} timeZone={ctx.lender.timeZone} />,
              })}
              <br />
              {t('lender')}: {ctx.lender.name[isEnglish ? 'en' : 'zh-CN']}
            </p>
          )}
          <p className="mt-6 border-t border-line pt-4 text-[0.92em] text-ink-faint">
            {t('hash')}: <code className="text-[0.9em] break-all">{plan.agreementSha256}</code>
            <br />
            {t('hashHint')}
          </p>
        </article>
        <details className="no-print">
          <summary className="flex min-h-11 cursor-pointer items-center font-medium text-accent">{t('otherLanguage')}</summary>
          <AgreementText text={isEnglish ? plan.agreement.zhCn : plan.agreement.en} lang={isEnglish ? 'zh-CN' : 'en'} />
        </details>
        {isOffer && (
          <SignForm
            hidden={{ lender, token }}
            sha256={plan.agreementSha256}
            mayBeTimeBarred={plan.totals.mayBeTimeBarred}
            isCodeSent={code === 'sent'}
            sendCode={sendSigningCode}
            sign={sign}
          />
        )}
      </div>
    </MessagesProvider>
  )
}
