import { z } from 'zod'
import { TermsInput } from './input'
import type { PlanTerms } from './plan'
import { parseTerms } from './stored-terms'

/** The plans ticked on the review page, and with `custom` the ones written in its fields. */
export const OffersInput = z
  .looseObject({ options: z.union([z.string(), z.array(z.string())]).optional(), custom: z.string().optional() })
  .transform((form, issue): { terms: PlanTerms[] } => {
    const chosen = form.options === undefined ? [] : Array.isArray(form.options) ? form.options : [form.options]
    const terms = chosen.flatMap(text => parseTerms(text) ?? [])
    if (terms.length !== chosen.length) issue.addIssue({ code: 'custom', message: 'field_invalid', path: ['options'] })
    if (form.custom !== 'on') return { terms }
    const own = TermsInput.safeParse(form)
    if (own.success) return { terms: [...terms, own.data] }
    for (const problem of own.error.issues) issue.addIssue({ code: 'custom', message: problem.message, path: problem.path })
    return z.NEVER
  })
