import { ChevronDown } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { MessagesProvider } from '@/components/layout/messages-provider'
import { Checkbox } from '@/components/ui/checkbox'
import { Select } from '@/components/ui/select'
import { PaperPicker } from './paper-picker'
import { UploadProgress } from './upload-progress'

export type UploadTarget = { url: string; fields: Record<string, string> }
type Props = { id: string; target: UploadTarget; title: string; lead: string; kinds: readonly string[]; consent?: string; isOpen?: boolean }

/** A plain form that sends files; script only adds a progress bar. */
export function UploadForm({ id, target, title, lead, kinds, consent, isOpen }: Props) {
  const t = useTranslations('documents')
  return (
    <details open={isOpen} className="group rounded-lg border border-line bg-surface px-5 py-2">
      <summary className="flex min-h-12 cursor-pointer list-none items-center justify-between gap-3 text-lg font-semibold text-ink [&::-webkit-details-marker]:hidden">
        <h2 className="inline">{title}</h2>
        <ChevronDown aria-hidden className="size-5 shrink-0 text-ink-faint group-open:rotate-180" />
      </summary>
      <p className="text-[0.92em] text-ink-soft">{lead}</p>
      <form action={target.url} method="post" encType="multipart/form-data" aria-label={title} className="flex flex-col gap-(--stack) py-4">
        {Object.entries(target.fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {kinds.length > 1 ? (
          <Select name="kind" id={`${id}-kind`} label={t('what')} options={[...kinds, 'other'].map(value => ({ value, label: t(`kind.${value}`) }))} />
        ) : (
          <input type="hidden" name="kind" value={kinds[0]} />
        )}
        <MessagesProvider namespaces={['documents']}>
          <PaperPicker id={`${id}-files`} />
        </MessagesProvider>
        {consent ? <Checkbox name="consent" id={`${id}-consent`} label={consent} required /> : <input type="hidden" name="consent" value="on" />}
        <UploadProgress texts={{ add: t('add'), sending: t('sending'), checking: t('checking'), failed: t('failed') }} />
      </form>
    </details>
  )
}
