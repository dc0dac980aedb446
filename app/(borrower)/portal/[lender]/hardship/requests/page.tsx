import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { borrowerContext } from '@/app/_server/context'
import { RequestCard } from '@/components/hardship/request-card'
import { PortalHeading } from '@/components/layout/portal-shell'
import { LinkButton } from '@/components/ui/link-button'
import { Notice } from '@/components/ui/notice'
import { listDocuments } from '@/lib/documents/queries'
import { getLatestApplication } from '@/lib/hardship/queries'
import { toToken } from '@/lib/url-token'
import { answer } from '../actions'

type Props = { params: Promise<{ lender: string }>; searchParams: Promise<{ added?: string; problem?: string }> }

export async function generateMetadata() {
  return { title: (await getTranslations('hardship'))('requests.title') }
}

/** What the reviewer asks for, each with a place for files and "I do not have this". */
export default async function RequestsPage({ params, searchParams }: Props) {
  const { lender } = await params
  const ctx = await borrowerContext(lender)
  const application = await getLatestApplication(ctx, ctx.actor.id)
  if (!application?.submittedAt) redirect(`/portal/${lender}/hardship`)
  const [t, errors, documents, query] = await Promise.all([
    getTranslations('hardship'),
    getTranslations('errors'),
    listDocuments(ctx, ctx.actor.id, { applicationId: application.id }),
    searchParams,
  ])
  const open = application.requests.filter(request => request.status === 'open')
  const problem = query.problem && /^[a-z_]{1,40}$/.test(query.problem) && errors.has(query.problem) ? errors(query.problem, { most: 20, files: 30, megabytes: 10 }) : null
  return (
    <div className="flex flex-col gap-8">
      <div className="-mb-8">
        <PortalHeading title={t('requests.title')} lead={open.length > 0 ? t('requests.lead') : t('requests.none')} />
      </div>
      {problem && <Notice tone="attention" live title={problem}>{t('proof.nothingLost')}</Notice>}
      {query.added && /^\d{1,2}$/.test(query.added) && <Notice tone="good" live title={t('proof.added', { count: Number(query.added) })} />}
      {open.map(request => (
        <RequestCard
          key={request.id}
          lender={lender}
          applicationId={application.id}
          request={request}
          today={ctx.today}
          consents={application.consents}
          action={answer}
          uploadTo={`/api/uploads/documents/${lender}`}
          documents={documents
            .filter(file => file.evidenceRequestId === request.id)
            .map(file => ({ ...file, href: `/api/portal/${lender}/documents/${toToken(file.borrowerId, file.id)}/pages/1` }))}
        />
      ))}
      <LinkButton href={`/portal/${lender}/hardship/receipt`} className="self-start max-sm:w-full">
        {t('requests.toReceipt')}
      </LinkButton>
    </div>
  )
}
