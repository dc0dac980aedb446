import { FileText } from 'lucide-react'
import { useFormatter, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { EmptyState } from '@/components/ui/empty-state'
import type { DocumentView } from '@/lib/documents/queries'

type Props = { documents: readonly (DocumentView & { href: string })[]; canRead: boolean; timeZone: string }

/** Files of the person. Opening an original is for those who may, and is on record. */
export function CaseDocuments({ documents, canRead, timeZone }: Props) {
  const t = useTranslations('cases')
  const format = useFormatter()
  if (documents.length === 0)
    return (
      <EmptyState icon={<FileText />} title={t('noDocuments')}>
        {t('noDocumentsText')}
      </EmptyState>
    )
  return (
    <ul className="divide-y divide-line border-y border-line">
      {documents.map(file => (
        <li key={file.id} className="flex flex-wrap items-center gap-x-4 gap-y-0.5 py-2">
          <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
          {canRead && file.scanState !== 'infected' && file.scanState !== 'pending' ? (
            <a
              href={file.href}
              className="min-w-0 flex-1 font-medium break-all text-ink underline decoration-line-strong underline-offset-4"
            >
              {file.fileName}
            </a>
          ) : (
            <span className="min-w-0 flex-1 font-medium break-all text-ink">{file.fileName}</span>
          )}
          <span className="text-sm text-ink-faint">
            {t('pages', { count: file.pageCount })} · {format.number(Math.max(1, Math.round(file.sizeBytes / 1000)))} KB ·{' '}
            {t(`scan.${file.scanState}`)} · <DateText value={file.createdAt} timeZone={timeZone} show="exact" />
          </span>
        </li>
      ))}
    </ul>
  )
}
