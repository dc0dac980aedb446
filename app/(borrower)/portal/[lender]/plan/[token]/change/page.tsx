import Link from 'next/link'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { PortalHeading } from '@/components/layout/portal-shell'
import { ChangeDate } from '@/components/plans/change-date'
import { PartPayment } from '@/components/plans/part-payment'
import { DateText } from '@/components/ui/date-text'
import { LinkButton } from '@/components/ui/link-button'
import { Money } from '@/components/ui/money'
import { Notice } from '@/components/ui/notice'
import { readChange } from '@/lib/plans/adjust-input'
import { previewAdjustment } from '@/lib/plans/adjust-queries'
import { getPlan } from '@/lib/plans/queries'
import { fromToken } from '@/lib/url-token'
import { changeDate } from '../../actions'

type Props = { params: Promise<{ lender: string; token: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata() {
  return { title: (await getTranslations('planChange'))('title') }
}

export default async function ChangePage({ params, searchParams }: Props) {
  const { lender, token } = await params
  const ctx = await borrowerContext(lender)
  const ids = fromToken(token) ?? notFound()
  const typed = readChange(await searchParams)
  const [t, say, plan, view] = await Promise.all([
    getTranslations('planChange'),
    getTranslations('errors'),
    getPlan(ctx, ids.borrowerId, ids.id),
    previewAdjustment(ctx, ids.borrowerId, ids.id, typed.change ?? undefined),
  ])
  const base = `/portal/${lender}`
  const { progress, currency } = plan
  const isRunning = plan.status === 'active' || plan.status === 'grace'
  const problems = [...(typed.problem ? [say(typed.problem)] : []), ...view.refusals.map(({ reason, values }) => say(reason, values))]
  return (
    <MessagesProvider namespaces={['shell', 'planChange']}>
      <div className="flex flex-col gap-6">
        <div className="-mb-6">
          <PortalHeading
            back={
              <Link href={`${base}/plan`} className="inline-flex min-h-11 items-center underline underline-offset-4">
                {t('back')}
              </Link>
            }
            title={t('title')}
          />
        </div>
        {progress.next && isRunning && (
          <p>
            {t('now')} <Money amountCents={progress.next.amountCents} currency={currency} strong /> ·{' '}
            <DateText value={progress.next.dueOn} now={ctx.today} show="both" />
          </p>
        )}
        {view.room ? (
          <ChangeDate
            room={view.room}
            typed={typed}
            problems={problems}
            preview={view.preview}
            currency={currency}
            today={ctx.today}
            confirm={changeDate}
            hidden={{ lender, token, version: String(view.version) }}
          />
        ) : (
          <Notice tone="attention" title={t('notAlone')}>
            {view.refusals.map(({ reason, values }) => (
              <p key={reason}>{say(reason, values)}</p>
            ))}
          </Notice>
        )}
        {progress.next && progress.graceEndsOn && isRunning && (
          <PartPayment
            next={progress.next}
            graceEndsOn={progress.graceEndsOn}
            typed={typed}
            problem={typed.kind === 'part' && typed.problem ? say(typed.problem) : null}
            currency={currency}
            payHref={`${base}/pay`}
          />
        )}
        <section aria-labelledby="else-title" className="flex flex-col gap-3">
          <h2 id="else-title" className="text-xl font-semibold">
            {t('elseTitle')}
          </h2>
          <p className="text-ink-soft">{t('elseText')}</p>
          <div className="flex flex-wrap gap-3">
            <LinkButton href={`${base}/ask`} className="max-sm:w-full">
              {t('ask')}
            </LinkButton>
            <LinkButton href={`${base}/hardship/changed`} prefetch={false} className="max-sm:w-full">
              {t('answer.changed')}
            </LinkButton>
          </div>
        </section>
      </div>
    </MessagesProvider>
  )
}
