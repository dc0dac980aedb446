import { useTranslations } from 'next-intl'
import { DocumentViewer } from '@/components/ui/document-viewer'
import { EmptyState } from '@/components/ui/empty-state'
import { Tabs } from '@/components/ui/tabs'
import type { DocumentView } from '@/lib/documents/queries'

export type ProofDocument = Pick<DocumentView, 'id' | 'fileName' | 'kind' | 'scanState'> & {
  pages: { number: number; src: string }[]
}

/** The proof itself, page by page, beside what it should show. */
export function ProofPane({ documents }: { documents: readonly ProofDocument[] }) {
  const t = useTranslations('reviews')
  const d = useTranslations('documents')
  if (documents.length === 0) return <EmptyState title={t('noProof')} />
  return (
    <div className="relative flex h-full min-h-96 flex-col p-4">
      <h2 className="mb-2 font-semibold">{t('proof')}</h2>
      <Tabs
        label={t('files')}
        tabs={documents.map(document => ({
          id: document.id,
          label: d.has(`kind.${document.kind}`) ? d(`kind.${document.kind}`) : document.fileName,
          content: <Proof document={document} />,
        }))}
      />
    </div>
  )
}

function Proof({ document }: { document: ProofDocument }) {
  const t = useTranslations('reviews')
  return (
    <div className="flex flex-col gap-2">
      <p className="text-sm break-all text-ink-soft">{document.fileName}</p>
      {document.scanState === 'no_scanner' && <p className="text-sm text-ink-faint">{t('noScanner')}</p>}
      {document.pages.length === 0 ? (
        <p>{t('noPages')}</p>
      ) : (
        <DocumentViewer
          label={document.fileName}
          pages={document.pages.map(page => ({
            src: page.src,
            alt: t('proofPage', { file: document.fileName, number: page.number }),
          }))}
          className="h-[70dvh]"
        />
      )}
    </div>
  )
}
