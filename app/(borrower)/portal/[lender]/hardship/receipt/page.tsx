import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { ActionForm } from '@/components/forms/action-form'
import { AnswerList } from '@/components/hardship/check-step'
import { PortalHeading } from '@/components/layout/portal-shell'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { DescriptionList } from '@/components/ui/description-list'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { dateIn } from '@/lib/dates'
import { listDocuments } from '@/lib/documents/queries'
import { consentCategories } from '@/lib/hardship/application-input'
import { getLatestApplication } from '@/lib/hardship/queries'
import { takeBackConsent, withdraw } from '../actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ done?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('hardship'))('receipt.title') }
}

/** Reference, pause, date of the answer, who answers, what happens next. */
export default async function ReceiptPage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const sent = await getLatestApplication(ctx, ctx.actor.id)
  if (!sent?.submittedAt) redirect(sent ? `/portal/${lender}/hardship` : `/portal/${lender}`)
  const [t, documents, { done }] = await Promise.all([getTranslations('hardship'), listDocuments(ctx, ctx.actor.id, { applicationId: sent.id }), searchParams])
  const isPending = ['submitted', 'more_requested', 'in_review'].includes(sent.status)
  const { timeZone, hotline, currency } = ctx.lender
  return (
    <div className="flex flex-col gap-8">
      <div className="-mb-8">
        <PortalHeading title={t(`receipt.heading.${sent.status}`)} lead={t(`receipt.lead.${sent.status}`)} />
      </div>
      {done === 'answered' && isPending && (
        <Notice tone="good" live title={t('requests.thanks')}>
          {t('requests.thanksText')}
        </Notice>
      )}
      {sent.status === 'more_requested' && (
        <LinkButton variant="primary" href={`/portal/${lender}/hardship/requests`}>
          {t('receipt.answerRequest')}
        </LinkButton>
      )}
      <DescriptionList
        lined
        items={[
          { id: 'reference', term: t('receipt.reference'), detail: <strong className="tabular-nums">{sent.number}</strong> },
          { id: 'sent', term: t('receipt.sent'), detail: <DateText value={sent.submittedAt} timeZone={timeZone} /> },
          ...(isPending && sent.holdEndsAt ? [{ id: 'hold', term: t('receipt.paused'), detail: <DateText value={dateIn(sent.holdEndsAt, timeZone)} /> }] : []),
          ...(isPending && sent.decideBy ? [{ id: 'decide', term: t('receipt.decideBy'), detail: <DateText value={sent.decideBy} now={ctx.today} show="both" /> }] : []),
          { id: 'who', term: t('receipt.who'), detail: sent.assignedName ?? t('receipt.team', { hotline }) },
        ]}
      />
      {sent.status === 'declined' && <Refusal lender={lender} reasons={sent.decisionReasons} note={sent.decisionNote} />}
      {isPending && (
        <section>
          <h2 className="mb-3 text-xl font-semibold">{t('receipt.nextTitle')}</h2>
          <ol className="flex list-decimal flex-col gap-2 pl-6">
            {(['read', 'ask', 'offer', 'choose'] as const).map(step => (
              <li key={step}>{t(`receipt.next.${step}`)}</li>
            ))}
          </ol>
        </section>
      )}
      <details>
        <summary className="inline-flex min-h-12 cursor-pointer items-center text-accent underline underline-offset-4">{t('receipt.answers')}</summary>
        <AnswerList currency={currency} answers={{ ...sent, documentNames: documents.map(file => file.fileName) }} />
        {isPending && <Consents lender={lender} application={sent.id} consents={sent.consents} />}
      </details>
      <div className="flex flex-wrap gap-3">
        <LinkButton variant="primary" className="max-sm:w-full" href={`/portal/${lender}`}>
          {t('receipt.home')}
        </LinkButton>
        <LinkButton className="max-sm:w-full" href={`/portal/${lender}/ask`}>
          {t('receipt.add')}
        </LinkButton>
      </div>
      {isPending && (
        <details className="text-[0.92em]">
          <summary className="inline-flex min-h-12 cursor-pointer items-center text-ink-soft underline underline-offset-4">{t('receipt.withdraw')}</summary>
          <ActionForm action={withdraw} hidden={{ lender, application: sent.id }}>
            <p className="text-ink-soft">{t('receipt.withdrawText')}</p>
            <Button type="submit" className="self-start">
              {t('receipt.withdrawButton')}
            </Button>
          </ActionForm>
        </details>
      )}
    </div>
  )
}

/** A consent can be taken back until the decision; the papers are then shown to nobody at the lender. */
async function Consents({ lender, application, consents }: { lender: string; application: string; consents: Record<string, string> }) {
  const t = await getTranslations('hardship.consent')
  return consentCategories
    .filter(category => consents[category] === 'granted')
    .map(category => (
      <ActionForm key={category} action={takeBackConsent} idPrefix={`${category}-`} hidden={{ lender, application, category }} className="mt-6">
        <p>{t(`given.${category}`)}</p>
        <Button type="submit" className="self-start">
          {t(`takeBack.${category}`)}
        </Button>
      </ActionForm>
    ))
}

async function Refusal({ lender, reasons, note }: { lender: string; reasons: readonly string[]; note: string | null }) {
  const t = await getTranslations('hardship.refusal')
  return (
    <Notice
      title={t('title')}
      actions={
        <>
          <LinkButton href={`/portal/${lender}/hardship/changed`}>{t('again')}</LinkButton>
          <LinkButton href={`/portal/${lender}/complaint`}>{t('complain')}</LinkButton>
          <LinkButton href={`/portal/${lender}/advice`}>{t('advice')}</LinkButton>
        </>
      }
    >
      {reasons.length > 0 && (
        <ul className="list-disc pl-5">
          {reasons.map(reason => (
            <li key={reason}>
              {t.has(`reason.${reason}`) ? t(`reason.${reason}`) : reason} {t.has(`change.${reason}`) && t(`change.${reason}`)}
            </li>
          ))}
        </ul>
      )}
      {note && <p className="mt-2 whitespace-pre-line">{note}</p>}
    </Notice>
  )
}
