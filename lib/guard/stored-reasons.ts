import type { GuardReasonRow } from '@/db/schema'
import { tell, type ToldReason } from './assessment'
import type { Reason } from './evaluate'
import type { Words } from './rule'

/** How the database's own check signs its reasons. */
export const DATABASE = 'database'

/** Reasons as a decision's row keeps them, with the rule's own words of that day. */
export const storedReasons = (reasons: readonly Reason[]): GuardReasonRow[] =>
  reasons.map(({ rule, pack, severity, source, text, lift, until, values }) => ({ rule, pack, severity, source, text, lift, values, until: until?.toISOString() ?? null }))

/** A row's reasons as they are told. Rows of the database's own check have no words of their own. */
export const readReasons = (rows: readonly GuardReasonRow[]): ToldReason[] =>
  tell(
    rows.map(({ rule, source, severity = 'block', text = null, lift = null, until, nextPermittedAt, values = {} }) => {
      const end = until ?? nextPermittedAt ?? null
      return { rule, source: sourceOf(source), severity, text, lift, until: end === null ? null : new Date(end), values }
    }),
  )

/** Rows of before sources were written in both languages hold one text. */
const sourceOf = (source: GuardReasonRow['source']): Words | null =>
  typeof source !== 'string' ? source : source === DATABASE ? null : { en: source, zh_cn: source }
