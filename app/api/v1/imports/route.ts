import { route } from '@/app/_server/route'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { DomainError, invalid } from '@/lib/errors'
import { uploadImport } from '@/lib/imports/commands'
import { UploadInput } from '@/lib/imports/input'

export const dynamic = 'force-dynamic'

/** The body is the CSV itself; `preset`, `as_of` and `file_name` stand in the query. 202 with an id to ask about. */
export const POST = route({
  actor: 'api',
  run: async (ctx, { request, url }) => {
    if (!request.body) throw invalid('import_empty')
    const parsed = UploadInput.safeParse({
      fileName: url.searchParams.get('file_name') ?? 'api.csv',
      preset: url.searchParams.get('preset'),
      asOf: url.searchParams.get('as_of'),
      sizeBytes: request.headers.has('content-length') ? Number(request.headers.get('content-length')) : null,
    })
    if (!parsed.success) throw invalid('check_fields', Object.fromEntries(parsed.error.issues.map(issue => [issue.path.join('.'), issue.message])))
    const { importId, status, problem } = await uploadImport(ctx, openStorage(), request.body, parsed.data)
    if (problem) throw new DomainError('rule_violation', problem.reason, { values: problem.values })
    return Response.json({ id: importId, status }, { status: 202, headers: { location: `/api/v1/imports/${importId}`, 'cache-control': 'no-store' } })
  },
})
