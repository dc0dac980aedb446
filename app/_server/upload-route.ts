import type { z } from 'zod'
import type { Ctx, StaffActor } from '@/lib/context'
import { DomainError, invalid } from '@/lib/errors'
import { route } from './route'

const MOST_FORM_BYTES = 25_000_000

type Bytes = ReadableStream<Uint8Array>
type Options<T extends z.ZodType> = {
  /** What comes beside the bytes: `fileName`, `sizeBytes` and the page's own fields. */
  input: T
  /** The upload page, for a plain form that was refused. */
  page: string
  /** Takes the file in and says where to look. */
  take: (ctx: Ctx<StaffActor>, bytes: Bytes, fields: z.output<T>) => Promise<string>
}

/**
 * A file from an upload page: the bytes themselves with their name in the query when scripts run, else a plain form post. Answers
 * where to look, as JSON or as a redirect.
 */
export const uploadRoute = <T extends z.ZodType>({ input, page, take }: Options<T>) => {
  const taken = async (ctx: Ctx<StaffActor>, { bytes, fields }: Given) => {
    const parsed = input.safeParse(fields)
    if (!parsed.success) throw invalid(parsed.error.issues[0]?.message ?? 'check_fields')
    return take(ctx, bytes, parsed.data)
  }
  return route({
    actor: 'staff',
    run: async (ctx, { request, url }) => {
      const isForm = request.headers.get('content-type')?.startsWith('multipart/form-data') ?? false
      if (!isForm) return { href: await taken(ctx, readStream(request, url)) }
      try {
        return goTo(await taken(ctx, await readForm(request)))
      } catch (error) {
        if (error instanceof DomainError) return goTo(`${page}?problem=${error.message}`)
        throw error
      }
    },
  })
}

type Given = { bytes: Bytes; fields: Record<string, unknown> }
const goTo = (location: string) => new Response(null, { status: 303, headers: { location } })

function readStream(request: Request, url: URL): Given {
  if (!request.body) throw invalid('import_file_needed')
  const sizeBytes = request.headers.has('content-length') ? Number(request.headers.get('content-length')) : null
  const query = Object.fromEntries(url.searchParams)
  return { bytes: request.body, fields: { ...query, fileName: query.name ?? '', sizeBytes } }
}

async function readForm(request: Request): Promise<Given> {
  if (Number(request.headers.get('content-length') ?? Infinity) > MOST_FORM_BYTES) throw new DomainError('too_large', 'import_form_large')
  const form = await request.formData()
  const file = form.get('file')
  if (!(file instanceof File) || file.size === 0) throw invalid('import_file_needed')
  return { bytes: file.stream(), fields: { ...Object.fromEntries(form), fileName: file.name, sizeBytes: file.size } }
}
