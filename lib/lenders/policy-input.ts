import { z } from 'zod'
import { POLICY_SECTIONS } from './policy-fields'

const reason = z.string({ error: 'note_says_why' }).trim().min(5, { error: 'note_says_why' }).max(2000, { error: 'text_too_long' })

/** The fields of the section follow under their names; the command judges them. `version` is the policy's when the form was made. */
export const ProposePolicy = z
  .object({ section: z.enum(POLICY_SECTIONS), version: z.coerce.number().int(), requestId: z.uuid({ error: 'form_outdated' }), product: z.string().max(60).default(''), reason })
  .catchall(z.string().max(200, { error: 'text_too_long' }))
  .transform(({ section, version, requestId, product, reason, ...typed }) => ({ section, version, requestId, product, reason, typed: typed as Record<string, string> }))
export type ProposePolicy = z.output<typeof ProposePolicy>

export const DecidePolicy = z
  .object({ id: z.uuid(), decision: z.enum(['approve', 'return'], { error: 'choose_one' }), note: z.string().trim().max(2000, { error: 'text_too_long' }).default('') })
  .refine(({ decision, note }) => decision === 'approve' || note.length >= 5, { path: ['note'], message: 'note_says_why' })
export type DecidePolicy = z.output<typeof DecidePolicy>

export const WithdrawPolicy = z.object({ id: z.uuid() })

export const PolicyChangesFilter = z.object({ show: z.enum(['waiting', 'decided']).catch('waiting'), cursor: z.uuid().optional().catch(undefined) })
