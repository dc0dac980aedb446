import { z } from 'zod'
import { PaymentForm } from './input'

/** What comes beside the bytes of a statement. */
export const StatementUpload = z.object({
  source: z.enum(['bank', 'agency']).catch('bank'),
  fileName: z.string().trim().min(1).max(300).catch('statement.csv'),
  /** The length the sender announced; fewer bytes mean the upload broke off. */
  sizeBytes: z.number().int().nonnegative().nullable(),
})
export type StatementUpload = z.infer<typeof StatementUpload>

const list = z.preprocess(value => (Array.isArray(value) ? value : [value]), z.array(z.unknown()))
const { number, amount } = PaymentForm.shape
const Part = z.object({ number, amount })

/** Numbers and amounts of a split as a form repeats them; rows left wholly empty are passed over. */
export const SplitForm = z
  .looseObject({ lineId: z.uuid({ error: 'form_outdated' }), number: list, amount: list })
  .transform(({ lineId, number, amount }, context) => {
    const given = number.map((one, i) => ({ number: one, amount: amount[i] })).filter(part => `${String(part.number ?? '')}${String(part.amount ?? '')}`.trim() !== '')
    const parsed = z.array(Part).min(1, { error: 'payment_number_needed' }).max(20, { error: 'line_too_many_parts' }).safeParse(given)
    if (parsed.success) return { lineId, parts: parsed.data.map(part => ({ target: { kind: 'any' as const, number: part.number }, amountCents: part.amount })) }
    for (const { path: [row, field], message } of parsed.error.issues) context.addIssue({ code: 'custom', message, path: [field === 'amount' ? 'amount' : 'number', ...(typeof row === 'number' ? [row] : [])] })
    return z.NEVER
  })

export const NotOursForm = z.object({ lineId: z.uuid({ error: 'form_outdated' }), reason: z.string().trim().min(1, { error: 'payment_reason_needed' }).max(300, { error: 'text_too_long' }) })
export const LineForm = z.object({ lineId: z.uuid({ error: 'form_outdated' }) })

/** What stands in the inbox's address; anything unreadable is left out. */
export const InboxFilter = z.object({
  q: z.string().trim().max(100).optional().catch(undefined),
  show: z.enum(['waiting', 'not_ours', 'posted']).catch('waiting'),
  cursor: z.uuid().optional().catch(undefined),
})
export type InboxFilter = z.infer<typeof InboxFilter>
