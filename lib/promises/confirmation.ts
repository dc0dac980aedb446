import type { Locale } from '@/lib/context'
import { formatMoney, type Currency } from '@/lib/money'
import { longDate } from '@/lib/outbox/render'
import type { PromisePart } from './promise-parts'

/** What a confirmation says of amounts and days: one amount and its day, or every part with its own. */
export function confirmationValues(parts: readonly PromisePart[], currency: Currency, locale: Locale): Record<string, string> {
  const money = ({ amountCents }: PromisePart) => formatMoney(amountCents, currency, locale)
  const [only] = parts
  if (only && parts.length === 1) return { amount: money(only), date: only.dueOn }
  const dated = parts.map(part => (locale === 'en' ? `${money(part)} by ${longDate(part.dueOn, locale)}` : `${longDate(part.dueOn, locale)}前${money(part)}`))
  return { amount: dated.join(locale === 'en' ? ', ' : '、') }
}
