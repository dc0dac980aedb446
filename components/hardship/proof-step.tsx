import { useTranslations } from 'next-intl'
import type { FormAction } from '@/components/forms/form-state'
import { ActionForm } from '@/components/forms/action-form'
import { DocumentList, type ListedDocument } from '@/components/documents/document-list'
import { UploadForm, type UploadTarget } from '@/components/documents/upload-form'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import { documentKinds } from '@/lib/documents/accepted-files'
import { StepHeading, stepFields, type StepFrame } from './step-form'

type Props = {
  frame: StepFrame
  action: FormAction
  remove: FormAction
  consents: Record<string, string>
  documents: readonly ListedDocument[]
  uploadTo: string
  answer?: { added: number } | { problem: string }
}

/** Papers of two sensitive kinds, each with its own consent; none of them is needed to go on. */
export function ProofStep({ frame, action, remove, consents, documents, uploadTo, answer }: Props) {
  const t = useTranslations('hardship')
  const granted = Object.entries(consents).flatMap(([category, given]) => (given === 'granted' ? [category] : []))
  const target: UploadTarget = { url: uploadTo, fields: { application: frame.application ?? '', to: 'proof', ...(frame.back && { back: frame.back }) } }
  return (
    <>
      <StepHeading frame={frame} title={t('proof.title')} lead={t('proof.lead')} />
      <div className="flex flex-col gap-8">
        {answer && 'problem' in answer && <Notice tone="attention" live title={answer.problem}>{t('proof.nothingLost')}</Notice>}
        {answer && 'added' in answer && <Notice tone="good" live title={t('proof.added', { count: answer.added })} />}
        {documents.length > 0 && <DocumentList lender={frame.lender} documents={documents} remove={remove} />}
        {(['finance', 'health'] as const).map(category => (
          <UploadForm
            key={category}
            id={category}
            target={target}
            title={t(`proof.${category}Title`)}
            lead={t(`proof.${category}Lead`)}
            kinds={documentKinds[category]}
            consent={consents[category] === 'granted' ? undefined : t(`proof.${category}Consent`)}
            isOpen={category === 'finance'}
          />
        ))}
        <ActionForm action={action} hidden={stepFields(frame)}>
          {granted.map(category => (
            <input key={category} type="hidden" name="granted" value={category} />
          ))}
          <p className="text-[0.92em] text-ink-soft">{t('proof.never')}</p>
          <Button type="submit" variant="primary" className="self-start max-sm:w-full">
            {documents.length > 0 ? t('saveAndGoOn') : t('proof.without')}
          </Button>
        </ActionForm>
      </div>
    </>
  )
}
