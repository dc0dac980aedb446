import { route } from '@/app/_server/route'
import type { Ctx, StaffActor } from '@/lib/context'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { DomainError, invalid } from '@/lib/errors'
import { StatementUpload } from '@/lib/payments/bank-input'
import { uploadStatement } from '@/lib/payments/bank-upload-commands'

export const dynamic = 'force-dynamic'

const MOST_FORM_BYTES = 25_000_000

/**
 * A bank's statement from the upload page: the bytes themselves with their name in the query when scripts run, else a plain form post.
 * Answers where to look, as JSON or as a redirect.
 */
export const POST = route({
  actor: 'staff',
  run: async (ctx, { request, url }) => {
    const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
    if (!isForm) return { href: await take(ctx, readStream(request, url)) }
    try {
      return goTo(await take(ctx, await readForm(request)))
    } catch (error) {
      if (error instanceof DomainError) return goTo(`/payments/statements/new?problem=${error.message}`)
      throw error
    }
  },
})

type Given = { bytes: ReadableStream<Uint8Array>; fileName: string; source: unknown; sizeBytes: number | null }
const goTo = (location: string) => new Response(null, { status: 303, headers: { location } })

async function take(ctx: Ctx<StaffActor>, { bytes, ...fields }: Given): Promise<string> {
  const { statementId } = await uploadStatement(ctx, openStorage(), bytes, StatementUpload.parse(fields))
  return `/payments/statements/${statementId}`
}

function readStream(request: Request, url: URL): Given {
  if (!request.body) throw invalid('import_file_needed')
  const sizeBytes = request.headers.has('content-length') ? Number(request.headers.get('content-length')) : null
  return { bytes: request.body, fileName: url.searchParams.get('name') ?? '', source: url.searchParams.get('source'), sizeBytes }
}

async function readForm(request: Request): Promise<Given> {
  if (Number(request.headers.get('content-length') ?? Infinity) > MOST_FORM_BYTES) throw new DomainError('too_large', 'import_form_large')
  const form = await request.formData()
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) throw invalid('import_file_needed')
  return { bytes: file.stream(), fileName: file.name, source: form.get('source'), sizeBytes: file.size }
}
