import type { z } from 'zod'
import { invalid } from '@/lib/errors'

/** A checked body. Throws `invalid` with a sentence's key for each field that does not fit, named by its path. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const parsed = schema.safeParse(body)
  if (parsed.success) return parsed.data
  const fields: Record<string, string> = {}
  for (const issue of parsed.error.issues) {
    const names =
      issue.code === 'unrecognized_keys'
        ? issue.keys.map(key => [...issue.path, key].join('.'))
        : [issue.path.join('.') || 'body']
    for (const name of names) fields[name] ??= issue.message
  }
  throw invalid('check_fields', fields)
}
