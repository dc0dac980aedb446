import { FileText } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { ActionForm } from '@/components/forms/action-form'
import type { FormAction } from '@/components/forms/form-state'
import { Button } from '@/components/ui/button'

export type ListedDocument = { id: string; kind: string; fileName: string; sizeBytes: number; pageCount: number; href: string }
type Props = { lender: string; documents: readonly ListedDocument[]; remove?: FormAction }

/** Files that arrived, each with what it is; a draft's can be taken out again. */
export function DocumentList({ lender, documents, remove }: Props) {
  const t = useTranslations('documents')
  const format = useFormatter()
  return (
    <ul aria-label={t('added')} className="divide-y divide-line border-y border-line">
      {documents.map(file => (
        <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
          <FileText aria-hidden className="size-5 shrink-0 text-accent" />
          <div className="min-w-0 flex-1 basis-40">
            <a href={file.href} className="font-medium break-all underline underline-offset-4">
              {file.fileName}
            </a>
            <p className="text-[0.92em] text-ink-faint">
              {t(`kind.${file.kind}`)} · {t('pages', { count: file.pageCount })} · {format.number(Math.max(1, Math.round(file.sizeBytes / 1000)))} KB
            </p>
          </div>
          {remove && (
            <ActionForm action={remove} idPrefix={`${file.id}-`} hidden={{ lender, document: file.id }} label={t('remove', { name: file.fileName })}>
              <Button type="submit" variant="ghost" aria-label={t('remove', { name: file.fileName })}>
                {t('removeShort')}
              </Button>
            </ActionForm>
          )}
        </li>
      ))}
    </ul>
  )
}
