import { route } from '@/app/_server/route'
import type { Ctx, StaffActor } from '@/lib/context'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { DomainError, invalid } from '@/lib/errors'
import { uploadImport } from '@/lib/imports/commands'
import { UploadInput } from '@/lib/imports/input'

export const dynamic = 'force-dynamic'

const MOST_FORM_BYTES = 25_000_000

/**
 * A loan file from the upload page: the bytes themselves with their name in the query when scripts run, else a plain form post.
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
      if (error instanceof DomainError) return goTo(`/imports/new?problem=${error.message}`)
      throw error
    }
  },
})

type Given = { source: ReadableStream<Uint8Array>; fileName: string; preset: unknown; asOf: unknown; sizeBytes: number | null }
const goTo = (location: string) => new Response(null, { status: 303, headers: { location } })

async function take(ctx: Ctx<StaffActor>, { source, ...fields }: Given): Promise<string> {
  const parsed = UploadInput.safeParse(fields)
  if (!parsed.success) throw invalid(parsed.error.issues[0]?.message ?? 'check_fields')
  const { importId } = await uploadImport(ctx, openStorage(), source, parsed.data)
  return `/imports/${importId}`
}

function readStream(request: Request, url: URL) {
  if (!request.body) throw invalid('import_file_needed')
  const query = url.searchParams
  const sizeBytes = request.headers.has('content-length') ? Number(request.headers.get('content-length')) : null
  return { source: request.body, fileName: query.get('name') ?? '', preset: query.get('preset'), asOf: query.get('asOf'), sizeBytes }
}

async function readForm(request: Request) {
  if (Number(request.headers.get('content-length') ?? Infinity) > MOST_FORM_BYTES) throw new DomainError('too_large', 'import_form_large')
  const form = await request.formData()
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) throw invalid('import_file_needed')
  return { source: file.stream(), fileName: file.name, preset: form.get('preset'), asOf: form.get('asOf'), sizeBytes: file.size }
}
