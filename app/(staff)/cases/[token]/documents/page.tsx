import { CaseDocuments } from '@/components/cases/case-documents'
import { can } from '@/lib/accounts/permissions'
import { listDocuments } from '@/lib/documents/queries'
import { toToken } from '@/lib/url-token'
import { openCasePage } from '../case-key'

export default async function DocumentsPage({ params }: { params: Promise<{ token: string }> }) {
  const { ctx, key } = await openCasePage((await params).token)
  const documents = await listDocuments(ctx, key.borrowerId)
  return (
    <CaseDocuments
      documents={documents.map(file => ({ ...file, href: `/api/documents/${toToken(file.borrowerId, file.id)}/original` }))}
      canRead={can(ctx.actor, 'document:read')}
      timeZone={ctx.lender.timeZone}
    />
  )
}
