import { useLocale, useTranslations } from 'next-intl'
import type { PolicyField, Unit } from '@/lib/lenders/policy-fields'
import type { ProductTerms } from '@/lib/lenders/policy'
import { formatMoney, percentText, type Currency } from '@/lib/money'

/** A number of the policy with its unit, in the reader's language. */
export function useValueWords(currency: Currency) {
  const t = useTranslations('policy')
  const locale = useLocale()
  return (unit: Unit, value: unknown): string => {
    if (Array.isArray(value)) return value.length === 0 ? t('none') : t('daysBefore', { days: value.join(t('comma')) })
    if (typeof value !== 'number') return t('unsaid')
    if (unit === 'percent') return percentText(value)
    if (unit === 'amount') return formatMoney(value, currency, locale)
    return unit === 'days' || unit === 'months' ? t(`units.${unit}`, { count: value }) : String(value)
  }
}

/** The bounds of a field, said under its name. */
export function useBoundWords(currency: Currency) {
  const t = useTranslations('policy')
  const say = useValueWords(currency)
  return ({ unit, min, max, isOptional }: Pick<PolicyField, 'unit' | 'min' | 'max' | 'isOptional'>) => {
    const bounds = unit === 'dayList' ? t('bounds.dayList', { min, max }) : t('bounds.range', { min: say(unit, min), max: say(unit, max) })
    return isOptional ? t('bounds.optional', { bounds }) : bounds
  }
}

export type TermsLine = { id: string; label: string; text: string }

/** Terms of money as lines; what a product leaves to its lender says so. */
export function useTermsWords(currency: Currency) {
  const t = useTranslations('policy.terms')
  const say = useValueWords(currency)
  return ({ waterfall, penalty = {} }: ProductTerms, isProduct: boolean): TermsLine[] => {
    const { multiplierPpm, dayCount, allInCapPpm, lprMultiple, compound, graceDays } = penalty
    const or = (text: string | null) => text ?? (isProduct ? t('asLender') : t('none'))
    const days = typeof dayCount === 'number' ? `act/${dayCount}` : dayCount
    const texts = {
      waterfall: or(waterfall === undefined ? null : typeof waterfall === 'string' ? t(`orders.${waterfall}`) : t('orders.own', { name: waterfall.id })),
      multiplier: or(multiplierPpm === undefined ? null : percentText(multiplierPpm)),
      dayCount: or(days ?? null),
      cap: allInCapPpm === null ? t('none') : or(allInCapPpm === undefined ? null : percentText(allInCapPpm)),
      lprMultiple: or(lprMultiple === undefined ? null : t('lprTimes', { count: lprMultiple })),
      compound: or(compound === undefined ? (isProduct ? null : t('no')) : t(compound ? 'yes' : 'no')),
      graceDays: or(graceDays === undefined ? null : say('days', graceDays)),
    }
    return Object.entries(texts).map(([id, text]) => ({ id, label: t(`fields.${id}`), text }))
  }
}
