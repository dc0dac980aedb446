import { getTranslations } from 'next-intl/server'
import type { z } from 'zod'
import type { FormState } from '@/components/forms/form-state'
import { DomainError, type ErrorCode } from '@/lib/errors'
import { safeError } from '@/lib/safe-error'
import { requestId } from './context'
import { log } from './log'

export const httpStatus: Record<ErrorCode, number> = {
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  invalid: 400,
  rule_violation: 422,
  guard_blocked: 409,
  rate_limited: 429,
  too_large: 413,
}

/** A failure as a form shows it, in the reader's language. A bug is logged once and shown without its text. */
export async function failedForm(error: unknown, values: Record<string, string>): Promise<FormState> {
  const t = await getTranslations('errors')
  const say = (reason: string, more?: Record<string, string | number>) => (t.has(reason) ? t(reason, more) : t('unexpected'))
  if (!(error instanceof DomainError)) {
    const id = await requestId()
    log.error({ requestId: id, err: safeError(error) }, 'bug')
    return { status: 'error', message: t('unexpected'), values, reason: { code: 'unexpected', requestId: id } }
  }
  const fields = Object.fromEntries(Object.entries(error.details.fields ?? {}).map(([name, reason]) => [name, say(reason)]))
  const details = error.details.refusals?.map(refusal => say(refusal.reason, refusal.values))
  return { status: 'error', message: say(error.message, error.details.values), fields, values, reason: { code: error.code, details, isSessionOver: error.message === 'session_over' } }
}

/** Zod's issues by field; a schema names its sentence with `error: '<key below errors.>'`. */
export async function invalidForm(error: z.ZodError, values: Record<string, string>): Promise<FormState> {
  const t = await getTranslations('errors')
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= t.has(issue.message) ? t(issue.message) : t('field_invalid')
  return { status: 'error', message: t('check_fields'), fields, values }
}
