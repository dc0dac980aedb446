import { z } from 'zod'
import { TermsInput } from '../plans/input'
import type { PlanTerms } from '../plans/plan'

const fields = z.looseObject({
  decision: z.enum(['approve', 'change', 'return', 'resolve']),
  note: z.string().trim().max(2000, { error: 'text_too_long' }).optional(),
})
export type DecisionForm =
  { decision: 'approve' | 'return' | 'resolve'; note: string } | { decision: 'change'; note: string; terms: PlanTerms }

/** A supervisor's answer as a form sends it; changed terms come in the fields of the terms form. */
export const DecisionInput = fields.transform((form, issue): { answer: DecisionForm } => {
  const note = form.note ?? ''
  if (form.decision !== 'change') return { answer: { decision: form.decision, note } }
  const terms = TermsInput.safeParse(form)
  if (terms.success) return { answer: { decision: 'change', note, terms: terms.data } }
  for (const problem of terms.error.issues) issue.addIssue({ code: 'custom', message: problem.message, path: problem.path })
  return z.NEVER
})
