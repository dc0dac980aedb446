import { z } from 'zod'
import { fromToken } from '@/lib/url-token'

/** A URL's token in a form: both ids, and the token itself for the way back. */
export const subjectToken = z.string().transform((text, issue) => {
  const ids = fromToken(text)
  if (ids) return { ...ids, path: text }
  issue.addIssue({ code: 'custom', message: 'field_invalid' })
  return z.NEVER
})
