import { useTranslations } from 'next-intl'
import { DocumentList, type ListedDocument } from '@/components/documents/document-list'
import { UploadForm } from '@/components/documents/upload-form'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'
import { DateText } from '@/components/ui/date-text'
import { Textarea } from '@/components/ui/textarea'
import { documentKinds } from '@/lib/documents/accepted-files'

type Props = {
  lender: string
  applicationId: string
  request: { id: string; topic: string; note: string | null; dueOn: string | null }
  today: string
  consents: Record<string, string>
  documents: readonly ListedDocument[]
  action: FormAction
  uploadTo: string
}

/** One request: why it is asked, any one paper that would do, and "I do not have this", which never blocks. */
export function RequestCard({ lender, applicationId, request, today, consents, documents, action, uploadTo }: Props) {
  const t = useTranslations('hardship')
  const category = request.topic === 'illness' ? 'health' : 'finance'
  const title = t.has(`topic.${request.topic}`) ? t(`topic.${request.topic}`) : request.topic
  return (
    <section aria-label={title} className="flex flex-col gap-4 border-t border-line pt-6">
      <div>
        <h2 className="text-xl font-semibold">{title}</h2>
        {t.has(`topicWhy.${request.topic}`) && <p className="mt-1 text-ink-soft">{t(`topicWhy.${request.topic}`)}</p>}
        {request.note && <p className="mt-1 whitespace-pre-line">{request.note}</p>}
        {request.dueOn && <p className="mt-1 text-[0.92em] text-ink-soft">{t.rich('requests.due', { date: () => <DateText value={request.dueOn ?? ''} now={today} show="both" /> })}</p>}
      </div>
      {documents.length > 0 && <DocumentList lender={lender} documents={documents} />}
      <UploadForm
        id={request.id}
        target={{ url: uploadTo, fields: { application: applicationId, request: request.id, to: 'requests' } }}
        title={t('requests.upload')}
        lead={t('requests.anyOne')}
        kinds={documentKinds[category]}
        consent={consents[category] === 'granted' ? undefined : t(`proof.${category}Consent`)}
        isOpen={documents.length === 0 && request.topic !== 'other'}
      />
      <ActionForm action={action} idPrefix={`${request.id}-`} hidden={{ lender, request: request.id }}>
        <Textarea name="note" label={t('requests.note')} optional rows={2} maxLength={500} />
        <div className="flex flex-wrap gap-3">
          <Button type="submit" name="answer" value="provided" variant="primary" className="max-sm:w-full">
            {t(documents.length > 0 ? 'requests.done' : 'requests.send')}
          </Button>
          <Button type="submit" name="answer" value="not_available" className="max-sm:w-full">
            {t('requests.notAvailable')}
          </Button>
        </div>
      </ActionForm>
    </section>
  )
}
