import { z } from 'zod'
import { PaymentForm, ReversalForm } from './input'

/** What comes beside the bytes of a statement. */
export const StatementUpload = z.object({
  source: z.enum(['bank', 'agency']).catch('bank'),
  fileName: z.string().trim().min(1).max(300).catch('statement.csv'),
  /** The length the sender announced; fewer bytes mean the upload broke off. */
  sizeBytes: z.number().int().nonnegative().nullable(),
})
export type StatementUpload = z.infer<typeof StatementUpload>

export const MOST_PARTS = 20
const { number, amount } = PaymentForm.shape
const Part = z.object({ number, amount, kind: z.enum(['loan', 'borrower', 'any'], { error: 'form_outdated' }) })

/** A split as a form sends it: `number1`, `amount1`, `number2` and so on; rows left wholly empty are passed over. `kind1` says whose number it is, where that is known. */
export const SplitForm = z.looseObject({ lineId: z.uuid({ error: 'form_outdated' }) }).transform(({ lineId, ...fields }, context) => {
  const textOf = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '')
  const parts: { target: { kind: 'loan' | 'borrower' | 'any'; number: string }; amountCents: z.output<typeof amount> }[] = []
  let isSound = true
  for (let row = 1; row <= MOST_PARTS; row += 1) {
    const given = { number: textOf(`number${row}`), amount: textOf(`amount${row}`), kind: textOf(`kind${row}`) || 'any' }
    if (given.number === '' && given.amount === '') continue
    const parsed = Part.safeParse(given)
    if (parsed.success) parts.push({ target: { kind: parsed.data.kind, number: parsed.data.number }, amountCents: parsed.data.amount })
    else isSound = false
    for (const { path, message } of parsed.error?.issues ?? []) context.addIssue({ code: 'custom', message, path: [`${String(path[0])}${row}`] })
  }
  if (isSound && parts.length > 0) return { lineId, parts }
  if (isSound) context.addIssue({ code: 'custom', message: 'payment_target_unknown', path: ['number1'] })
  return z.NEVER
})

export const NotOursForm = z.object({ lineId: z.uuid({ error: 'form_outdated' }), reason: ReversalForm.shape.reason })
export const LineForm = z.object({ lineId: z.uuid({ error: 'form_outdated' }) })

export const ConfirmLineForm = LineForm.extend({ proposedAt: z.iso.datetime({ error: 'form_outdated' }) })

/** What stands in the inbox's address; anything unreadable is left out. */
export const InboxFilter = z.object({
  q: z.string().trim().max(100).optional().catch(undefined),
  show: z.enum(['waiting', 'not_ours', 'posted']).catch('waiting'),
  cursor: z.uuid().optional().catch(undefined),
})
export type InboxFilter = z.infer<typeof InboxFilter>
