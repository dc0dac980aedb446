import Link from 'next/link'
import type { ReactNode } from 'react'
import { useTranslations } from 'next-intl'
import { Badge } from '@/components/ui/badge'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { LinkButton } from '@/components/ui/link-button'
import { Money } from '@/components/ui/money'
import type { CaseView } from '@/lib/cases/case-view'
import type { TimelineEntry } from '@/lib/cases/timeline'
import type { PromiseView } from '@/lib/promises/queries'
import { ReasonChips } from './case-words'
import { CaseTimeline } from './case-timeline'
import { PromiseList } from './promise-list'

type Props = {
  view: CaseView
  promises: readonly PromiseView[]
  recent: readonly TimelineEntry[]
  more: string
  now: Date
  today: string
  timeZone: string
  known: ReactNode
  /** with whom the case is or could be placed; null for who may not place it */
  placement: ReactNode
}

/** What a colleague would tell you before you pick up the phone, so that the person tells it once. */
export function CaseGlance({ view, promises, recent, more, now, today, timeZone, known, placement }: Props) {
  const t = useTranslations('cases')
  return (
    <div className="grid grid-cols-1 gap-x-10 gap-y-8 2xl:grid-cols-2">
      <Section id="told" title={t('told')}>
        <Told view={view} today={today} timeZone={timeZone} />
      </Section>
      <Section id="known" title={t('known')}>
        {known}
      </Section>
      <Section id="facts" title={t('facts')}>
        <DescriptionList
          items={[
            {
              id: 'why',
              term: t('why'),
              detail: view.reasons.length > 0 ? <ReasonChips reasons={view.reasons} most={8} /> : t('nothing'),
            },
            { id: 'number', term: t('borrowerNumber'), detail: view.borrowerNumber },
            { id: 'id', term: t('idNumber'), detail: view.idMasked ?? t('unknown') },
            { id: 'language', term: t('language'), detail: t(`languages.${view.locale}`) },
            { id: 'address', term: t('address'), detail: view.address ?? t('unknown') },
            { id: 'opened', term: t('openedOn'), detail: <DateText value={view.openedOn} /> },
            {
              id: 'contact',
              term: t('lastContact'),
              detail: view.lastContactAt ? <DateText value={view.lastContactAt} now={now} timeZone={timeZone} /> : t('never'),
            },
          ]}
        />
      </Section>
      <Section id="agreed" title={t('agreed')}>
        <PromiseList promises={promises} currency={view.currency} today={today} />
      </Section>
      {placement && (
        <Section id="placement" title={t('placement')}>
          {placement}
        </Section>
      )}
      <Section
        id="tried"
        title={t('recent')}
        action={
          <Link href={more} className="text-sm text-accent underline underline-offset-2">
            {t('all')}
          </Link>
        }
      >
        <CaseTimeline entries={recent} now={now} timeZone={timeZone} currency={view.currency} />
      </Section>
    </div>
  )
}

function Told({ view, today, timeZone }: { view: CaseView; today: string; timeZone: string }) {
  const t = useTranslations('cases')
  const { application, holds } = view
  return (
    <div className="flex flex-col gap-3">
      {application ? (
        <>
          <DescriptionList
            items={[
              {
                id: 'application',
                term: t('application'),
                detail: `${application.number} · ${t(`applicationStatus.${application.status}`)}`,
              },
              {
                id: 'changed',
                term: t('whatChanged'),
                detail: application.whatChanged ? t(`changes.${application.whatChanged}`) : t('notSaid'),
              },
              {
                id: 'needs',
                term: t('needs'),
                detail:
                  application.needs.length > 0
                    ? application.needs.map(need => (
                        <Badge key={need} tone="info" className="mr-1">
                          {t(`need.${need}`)}
                        </Badge>
                      ))
                    : t('noNeeds'),
              },
              {
                id: 'decide',
                term: t('decideBy'),
                detail: application.decideBy ? <DateText value={application.decideBy} now={today} /> : t('notSaid'),
              },
            ]}
          />
          <LinkButton href={`/reviews/${application.token}`} className="self-start">
            {t('openApplication')}
          </LinkButton>
        </>
      ) : (
        <p className="text-ink-soft">{t('nothingTold')}</p>
      )}
      {holds.map(hold => (
        <p key={hold.id} className="text-sm text-ink-soft">
          <Badge tone="attention">{t('onHold', { reason: hold.reason })}</Badge> {t('holdUntil')}{' '}
          <DateText value={hold.endsAt} timeZone={timeZone} show="exact" />
        </p>
      ))}
      {view.mayBeTimeBarred && <p className="text-sm text-attention">{t('timeBarred')}</p>}
      {view.promise && (
        <p className="text-sm text-ink-soft">
          {t('promised')} <Money amountCents={view.promise.amountCents} currency={view.currency} strong /> ·{' '}
          <DateText value={view.promise.dueOn} now={today} show="both" />
        </p>
      )}
    </div>
  )
}

function Section({ id, title, action, children }: { id: string; title: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-3">
      <div className="flex items-baseline justify-between gap-3">
        <h2 id={id} className="font-semibold text-ink">
          {title}
        </h2>
        {action}
      </div>
      {children}
    </section>
  )
}
