import type { useTranslations } from 'next-intl'
import type { DebtEntry } from '@/lib/ledger/explain'
import type { WorkingLine } from '@/lib/ledger/penalty-working'
import { addDays } from '@/lib/dates'
import type { Rhythm } from '@/lib/loans/contract-terms'
import type { InterestLine } from '@/lib/loans/interest-working'
import { add, formatMoney, percentText, type Currency } from '@/lib/money'
import { dateInWords } from '../ui/date-words'

export type DebtT = ReturnType<typeof useTranslations<'debt'>>
/** What the reader of a debt needs for its lines: language, currency, the charges' reasons and whether a plan's schedule is told. */
export type DebtReader = { t: DebtT; locale: string; currency: Currency; isPlan: boolean; reasonOf: (chargeId: string) => string | null }

/** A line's name in words. */
export function entryWords({ t, isPlan, reasonOf }: Pick<DebtReader, 't' | 'isPlan' | 'reasonOf'>, entry: DebtEntry): string {
  const number = entry.instalmentNumber ?? 0
  switch (entry.kind) {
    case 'instalment':
      return t(isPlan ? 'entry.planInstalment' : 'entry.instalment', { number })
    case 'penalty':
      return t('entry.penalty', { number })
    case 'charge':
      return t('entry.charge', { reason: (entry.sourceId && reasonOf(entry.sourceId)) ?? '' })
    case 'payment':
      return t(entry.wholeCents === -entry.amountCents ? 'entry.payment' : 'entry.paymentPart')
    default:
      return t(`entry.${entry.kind}`)
  }
}

/** Days × base × rate, and the ceiling where it bites, as one sentence. */
export function workingWords({ t, locale, currency }: Pick<DebtReader, 't' | 'locale' | 'currency'>, line: WorkingLine): string {
  const money = (amountCents: number) => formatMoney(amountCents, currency, locale)
  const isCapped = line.capCents !== null && line.capCents < line.uncappedCents
  const values = {
    from: dateInWords(line.from, locale),
    to: dateInWords(line.to, locale),
    days: line.days,
    base: money(add(line.principalCents, line.interestCents)),
    rate: percentText(line.ratePpm),
    basis: t(`basis.${line.dayCount}`),
    uncapped: money(line.uncappedCents),
  }
  return isCapped ? t('workingCapped', { ...values, cap: money(line.capCents ?? 0), amount: money(line.cents) }) : t('working', values)
}

/** Base × rate × days, or × a plain part of the year, as one sentence. */
export function interestWords({ t, locale, currency }: Pick<DebtReader, 't' | 'locale' | 'currency'>, line: InterestLine): string {
  const money = (amountCents: number) => formatMoney(amountCents, currency, locale)
  const values = { base: money(line.baseCents), rate: percentText(line.ratePpm), amount: money(line.cents) }
  if (line.days === null || line.dayCount === null) return t('interestPlain', { ...values, parts: line.parts, year: line.partsPerYear })
  return t('interestDays', { ...values, from: dateInWords(addDays(line.from, 1), locale), to: dateInWords(line.to, locale), days: line.days, basis: t(`basis.${line.dayCount}`) })
}

/** How often instalments come and how their interest counts days, where a text names the rate. */
export const rhythmWords = (t: DebtT, { frequency, dayCount }: Rhythm): { rhythm: string; basis: string } => ({
  rhythm: t(`rhythm.${frequency}`),
  basis: dayCount ? t(`basis.${dayCount}`) : 'none',
})
