import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import type { DebtTerms } from '@/lib/loans/debt-terms'
import { percentText } from '@/lib/money'
import type { DebtT } from './debt-words'

const KNOWN_ORDERS = ['default', 'civil_561', 'card', 'interest_principal_penalty_fee'] as const
const knownOrder = (order: string) => KNOWN_ORDERS.find(known => known === order) ?? 'own'

function interestText(t: DebtT, { annualRatePpm, rhythm: { frequency, dayCount } }: DebtTerms): string {
  const rate = percentText(annualRatePpm)
  return dayCount ? t('termsInterestDays', { rate, basis: t(`basis.${dayCount}`) }) : t('termsInterestPlain', { rate, frequency })
}

/** The terms behind the lines, then the contract's own words. */
export function DebtTermsText({ terms }: { terms: DebtTerms }) {
  const t = useTranslations('debt')
  const locale = useLocale()
  const hasPenalty = terms.overdueRatePpm > 0
  return (
    <section className="flex flex-col gap-1 text-sm text-ink-soft">
      <h3 className="font-semibold text-ink">{t('termsTitle')}</h3>
      {terms.annualRatePpm > 0 && <p>{interestText(t, terms)}</p>}
      <p>
        {hasPenalty
          ? t('termsPenalty', { overdue: percentText(terms.overdueRatePpm), rate: percentText(terms.annualRatePpm), multiplier: String(terms.multiplierPpm / 1_000_000), basis: t(`basis.${terms.dayCount}`) })
          : t('termsNoPenalty')}
        {hasPenalty && terms.compound && ` ${t('termsCompound')}`}
        {terms.cap && (terms.cap.isAllIn || hasPenalty) && ` ${t(terms.cap.isAllIn ? 'termsCap' : 'termsCapPenalty', { cap: percentText(terms.cap.ppm) })}${terms.cap.isAssumed ? ` ${t('termsCapAssumed')}` : ''}`}
        {hasPenalty && terms.graceDays > 0 && ` ${t('termsGrace', { days: terms.graceDays })}`}
      </p>
      {terms.frozen.map(({ from, to }) => (
        <p key={from}>
          {to === null
            ? t.rich('termsFrozenOn', { from: () => <DateText value={from} /> })
            : t.rich('termsFrozen', { from: () => <DateText value={from} />, to: () => <DateText value={to} /> })}
        </p>
      ))}
      <p>{t(`order.${knownOrder(terms.order)}`)}</p>
      {terms.clauses.length > 0 && <h4 className="mt-1 font-semibold text-ink">{t('clausesTitle')}</h4>}
      {terms.clauses.map(clause => (
        <blockquote key={clause.subject} className="border-l-2 border-line pl-3">
          <cite className="not-italic font-medium">{clause.reference}</cite> {locale === 'en' ? clause.en : clause.zhCn}
        </blockquote>
      ))}
    </section>
  )
}
