import type { getTranslations } from 'next-intl/server'
import type { RowReason } from '@/lib/imports/loan-row'

type Texts = Awaited<ReturnType<typeof getTranslations<'imports'>>>

/** A row's reason as a sentence in the reader's language. */
export const sayReason =
  (t: Texts) =>
  ({ reason, values }: RowReason): string => {
    const key = `reasons.${reason}`
    return t.has(key) ? t(key, values) : reason
  }
