import { z } from 'zod'
import { parseLocalDate, type LocalDate } from '@/lib/dates'
import { parseAmount, type Cents } from '@/lib/money'
import type { AdjustmentChange } from './adjust'

export const date = z.string({ error: 'date_invalid' }).transform((text, issue): LocalDate => {
  const value = parseLocalDate(text)
  if (value) return value
  issue.addIssue({ code: 'custom', message: 'date_invalid' })
  return z.NEVER
})
const amount = z.string({ error: 'amount_invalid' }).transform((text, issue): Cents => {
  const value = parseAmount(text)
  if (value !== null && value > 0) return value
  issue.addIssue({ code: 'custom', message: 'amount_invalid' })
  return z.NEVER
})
const shape = z.discriminatedUnion('kind', [z.object({ kind: z.literal('move'), toOn: date }), z.object({ kind: z.literal('split'), toOn: date, first: amount })])

/** The fields of a change of date, from a form post or a query string. */
export const ChangeInput = shape.transform((fields): AdjustmentChange =>
  fields.kind === 'move' ? fields : { kind: 'split', toOn: fields.toOn, firstCents: fields.first },
)

export const changeKinds = ['move', 'split', 'part'] as const
export type TypedChange = {
  kind: (typeof changeKinds)[number] | null
  toOn: string
  first: string
  change: AdjustmentChange | null
  /** Paying a part now, which changes no date. */
  partCents: Cents | null
  /** A key below `errors.` for what was typed and cannot be read. */
  problem: string | null
}

type Query = Record<string, string | string[] | undefined>

/** What a person has in mind, read from the page's address; nothing is refused here but what cannot be read. */
export function readChange(query: Query): TypedChange {
  const text = (name: string) => (typeof query[name] === 'string' ? query[name] : '')
  const typed = { kind: changeKinds.find(kind => kind === query.kind) ?? null, toOn: text('toOn'), first: text('first'), change: null, partCents: null, problem: null }
  if (typed.kind === null) return typed
  const parsed = typed.kind === 'part' ? amount.safeParse(typed.first) : ChangeInput.safeParse(typed)
  if (!parsed.success) return { ...typed, problem: parsed.error.issues[0]?.message ?? 'field_invalid' }
  return typeof parsed.data === 'number' ? { ...typed, partCents: parsed.data } : { ...typed, change: parsed.data }
}
