import type { useTranslations } from 'next-intl'
import { formatMoney } from '@/lib/money'
import { isConditionalWaiver } from '@/lib/plans/plan'
import { sumParts } from '@/lib/plans/parts'
import { percentText } from '@/lib/plans/plan-words'
import type { PlanView } from '@/lib/plans/queries'

type Texts = ReturnType<typeof useTranslations<'planTerms'>>
export type TermFact = { id: string; term: string; detail: string }

/** What a kind of plan means, in plain words: for the borrower's card and for the file alike. */
export function termFacts(t: Texts, { terms, totals, currency }: Pick<PlanView, 'terms' | 'totals' | 'currency'>, locale: string): TermFact[] {
  const money = (amount: number) => formatMoney(amount, currency, locale)
  const fact = (id: string, term: string, detail: string): TermFact => ({ id, term, detail })
  const restCents = sumParts(totals.rest)
  return [
    fact('kind', t('kind'), t(`is.${terms.kind}`)),
    ...(terms.kind === 'holiday' ? [fact('holiday', t('holiday'), t(terms.freezeInterest ? 'holidayFree' : 'holidayRuns', { count: terms.periods }))] : []),
    ...(terms.kind !== 'extension' && terms.payDay !== undefined ? [fact('payDay', t('payDay'), t('payDayOf', { day: terms.payDay }))] : []),
    ...(totals.waivedCents > 0
      ? [fact('when', t('waived'), `${money(totals.waivedCents)} · ${t(isConditionalWaiver(terms) ? 'waivedWhenKept' : 'waivedAtOnce')}`)]
      : []),
    ...(restCents > 0 ? [fact('rest', t('rest'), t('restText', { amount: money(restCents) }))] : []),
    ...(totals.aprPpm !== null ? [fact('apr', t('apr'), t('aprOf', { rate: percentText(totals.aprPpm) }))] : []),
    fact('bureau', t('bureau'), t(terms.kind === 'settlement' ? 'bureauSettlement' : terms.kind === 'token' ? 'bureauToken' : 'bureauPlan')),
    fact('limitation', t('limitation'), t('limitationText')),
  ]
}
