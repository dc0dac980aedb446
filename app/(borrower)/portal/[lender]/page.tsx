import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { borrowerContext, publicLender } from '@/app/_server/context'
import { PortalHeading } from '@/components/layout/portal-shell'
import { FourActions } from '@/components/portal/actions'
import { LoanCard } from '@/components/portal/loan-card'
import { DateText } from '@/components/ui/date-text'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { Stepper } from '@/components/ui/stepper'
import type { BorrowerActor, Ctx } from '@/lib/context'
import { reportsToBureau } from '@/lib/credit-reports/scope'
import { dateIn } from '@/lib/dates'
import { getLatestApplication, type ApplicationView } from '@/lib/hardship/queries'
import { getPortalHome, type PortalHome } from '@/lib/portal/queries'
import { trackOf } from '@/lib/portal/track'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata({ params }: Pick<Props, 'params'>) {
  const [t, locale, { name }] = await Promise.all([getTranslations('portal'), getLocale(), publicLender((await params).lender)])
  return { title: { absolute: `${t('home.title')} · ${name[locale === 'en' ? 'en' : 'zh-CN']}` } }
}

export default async function HomePage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const [home, application, t, { done }] = await Promise.all([getPortalHome(ctx), getLatestApplication(ctx, ctx.actor.id), getTranslations('portal'), searchParams])
  const base = `/portal/${lender}`
  return (
    <div className="flex flex-col gap-8">
      <div className="-mb-8">
        <PortalHeading title={t('home.title')} lead={t('home.hello', { name: home.name })} />
      </div>
      {done === 'withdrawn' && <Notice tone="good" live title={t('home.withdrawn')} />}
      <Next base={base} home={home} application={application} />
      {home.holdEndsAt && (
        <Notice title={t('home.paused')}>
          {t.rich('home.pausedUntil', { date: () => <DateText value={home.holdEndsAt ? dateIn(home.holdEndsAt, ctx.lender.timeZone) : ''} /> })}
        </Notice>
      )}
      <section aria-labelledby="loans-title" className="flex flex-col gap-4">
        <h2 id="loans-title" className="text-xl font-semibold">
          {t('home.loans', { count: home.loans.length })}
        </h2>
        {home.loans.length === 0 && <p>{t('home.noLoans')}</p>}
        {home.loans.map(({ id, detail }) => (
          <LoanCard key={id} loan={detail} disputeHref={`${base}/dispute?loan=${encodeURIComponent(detail.number)}`} />
        ))}
        {home.loans.length > 0 && (
          <p className="flex flex-wrap gap-x-6 text-[0.92em]">
            <a className="inline-flex min-h-11 items-center underline underline-offset-4" href={`${base}/statement?format=pdf`}>
              {t('home.statementPdf')}
            </a>
            <a className="inline-flex min-h-11 items-center underline underline-offset-4" href={`${base}/statement?format=csv`}>
              {t('home.statementCsv')}
            </a>
          </p>
        )}
      </section>
      <FourActions base={base} />
      {home.case && <Track ctx={ctx} home={home} application={application} />}
      <p className="flex flex-wrap gap-x-6 text-[0.92em]">
        <Link className="inline-flex min-h-11 items-center underline underline-offset-4" href={`${base}/ask`}>
          {t('home.messages')}
        </Link>
        {reportsToBureau(ctx) && (
          <Link className="inline-flex min-h-11 items-center underline underline-offset-4" href={`${base}/credit-record`}>
            {t('home.creditRecord')}
          </Link>
        )}
      </p>
    </div>
  )
}

/** The one thing that waits for the borrower, if anything does. */
async function Next({ base, home, application }: { base: string; home: PortalHome; application: ApplicationView | null }) {
  const t = await getTranslations('portal.next')
  const box = (title: string, text: ReactNode, href: string, button: string) => (
    <Notice
      title={title}
      actions={
        <LinkButton variant="primary" href={href}>
          {button}
        </LinkButton>
      }
    >
      {text}
    </Notice>
  )
  if (application?.status === 'more_requested') return box(t('requestTitle'), t('requestText'), `${base}/hardship/requests`, t('requestButton'))
  if (home.plan && ['offer', 'countered', 'accepted'].includes(home.plan.status)) return box(t('offerTitle'), t('offerText'), `${base}/plan`, t('offerButton'))
  if (application?.status === 'draft') return box(t('draftTitle'), t('draftText'), `${base}/hardship`, t('draftButton'))
  if (home.plan && home.asksAbout) return box(t('askTitle'), t.rich('askText', { date: () => <DateText key="date" value={home.asksAbout ?? ''} /> }), `${base}/plan`, t('askButton'))
  if (home.plan) return box(t('planTitle'), t('planText'), `${base}/plan`, t('planButton'))
  if (application?.status === 'submitted' || application?.status === 'in_review') return box(t('sentTitle'), t('sentText'), `${base}/hardship/receipt`, t('sentButton'))
  if (application?.status === 'declined') return box(t('declinedTitle'), t('declinedText'), `${base}/hardship/receipt`, t('declinedButton'))
  return null
}

async function Track({ ctx, home, application }: { ctx: Ctx<BorrowerActor>; home: PortalHome; application: ApplicationView | null }) {
  const t = await getTranslations('portal.track')
  const dayOf = (moment: Date | null | undefined) => (moment ? dateIn(moment, ctx.lender.timeZone) : null)
  const steps = trackOf({
    today: ctx.today,
    oldestUnpaidDueOn: home.case?.oldestUnpaidDueOn ?? null,
    application: application && {
      status: application.status,
      submittedOn: dayOf(application.submittedAt),
      decideBy: application.decideBy,
      decidedOn: dayOf(application.decidedAt),
    },
    plan: home.plan,
  })
  const person = application?.assignedName ?? home.case?.ownerName
  return (
    <section aria-labelledby="track-title">
      <h2 id="track-title" className="mb-4 text-xl font-semibold">
        {t('title')}
      </h2>
      <Stepper
        label={t('title')}
        steps={steps.map(step => ({
          id: step.id,
          state: step.state,
          label: t(`step.${step.id}`),
          note: step.on && t.rich(step.id === 'looked_at' && step.state !== 'done' ? 'by' : 'on', { date: () => <DateText value={step.on ?? ''} /> }),
        }))}
      />
      <p className="mt-4 text-[0.92em] text-ink-soft">{person ? t('person', { name: person }) : t('team', { hotline: ctx.lender.hotline })}</p>
    </section>
  )
}
