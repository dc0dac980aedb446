import { createHash } from 'node:crypto'
import type { Locale } from '@/lib/context'
import type { LocalDate } from '@/lib/dates'
import type { DayCount } from '@/lib/loans/day-count'
import { formatMoney, type Cents, type Currency } from '@/lib/money'
import { agreementWords } from './agreement-words'
import { sumParts } from './parts'
import { isConditionalWaiver, type PlanInstalment, type PlanTerms, type PlanTotals } from './plan'
import { percentText, REVIEW_DAYS } from './plan-words'

export type AgreementFacts = {
  planNumber: string
  lender: Record<Locale, string>
  hotline: string
  currency: Currency
  borrowerName: string
  idMasked: string | null
  loanNumbers: readonly string[]
  madeOn: LocalDate
  offerEndsOn: LocalDate
  owed: { principalCents: Cents; interestCents: Cents; penaltyCents: Cents; feeCents: Cents; totalCents: Cents }
  /** How the loans count days for new interest; none where every period is a part of the year. */
  dayCounts: readonly DayCount[]
  terms: PlanTerms
  totals: PlanTotals
  schedule: readonly PlanInstalment[]
  graceDays: number
}
export type Agreement = { en: string; zhCn: string }

/**
 * The exact text put before the borrower. Lines that begin with `# ` or `## ` are headings, with `| ` table rows, with `- `
 * points; nothing else is markup.
 */
export const agreementText = (facts: AgreementFacts): Agreement => ({ en: write(facts, 'en'), zhCn: write(facts, 'zh-CN') })

/** What is downloaded and signed: both languages in one file, so that one hash covers what either says. */
export const agreementFile = (agreement: Agreement): string => `${agreement.zhCn}\n\n${'—'.repeat(24)}\n\n${agreement.en}\n`

/** SHA-256 of the file's UTF-8 bytes, in hex: anybody can check it with their own tools. */
export const agreementSha256 = (agreement: Agreement): string =>
  createHash('sha256').update(agreementFile(agreement), 'utf8').digest('hex')

function write(facts: AgreementFacts, locale: Locale): string {
  const words = agreementWords[locale]
  const money = (amount: Cents) => formatMoney(amount, facts.currency, locale)
  const { owed, totals, terms } = facts
  const row = (...cells: string[]) => `| ${cells.join(' | ')} |`
  const lines = [
    `# ${words.title}`,
    words.number(facts.planNumber, facts.madeOn),
    `## ${words.parties}`,
    words.lender(facts.lender[locale], facts.hotline),
    words.borrower(facts.borrowerName, facts.idMasked),
    words.loans(facts.loanNumbers.join(locale === 'en' ? ', ' : '、')),
    `## ${words.owedTitle(facts.madeOn)}`,
    row(words.part, words.amount),
    row(words.principal, money(owed.principalCents)),
    row(words.interest, money(owed.interestCents)),
    row(words.penalty, money(owed.penaltyCents)),
    row(words.fees, money(owed.feeCents)),
    row(words.total, money(owed.totalCents)),
    `## ${words.planTitle}`,
    words.kinds[terms.kind],
    words.summary(
      facts.schedule.length,
      money(totals.totalCents),
      facts.schedule[0]?.dueOn ?? facts.madeOn,
      facts.schedule.at(-1)?.dueOn ?? facts.madeOn,
    ),
    `- ${terms.freezeInterest ? words.interestFrozen : words.interestRuns(money(totals.interestCents))}`,
    ...(terms.freezeInterest || facts.dayCounts.length === 0 ? [] : [`- ${words.interestDays(facts.dayCounts)}`]),
    `- ${terms.freezePenalty ? words.penaltyFrozen : words.penaltyRuns}`,
    ...termLines(facts, locale).map(text => `- ${text}`),
    `## ${words.scheduleTitle}`,
    row(words.no, words.dueOn, words.principal, words.interest, words.penaltyAndFees, words.total),
    ...facts.schedule.map(item =>
      row(
        String(item.number),
        item.dueOn,
        money(item.principalCents),
        money(item.interestCents),
        money((item.penaltyCents + item.feeCents) as Cents),
        money(item.totalCents),
      ),
    ),
    `## ${words.promisesTitle}`,
    ...words.promises(facts.graceDays, totals.waivedCents > 0 && isConditionalWaiver(terms)).map(text => `- ${text}`),
    `## ${words.rightsTitle}`,
    ...words.rights(facts.hotline, facts.offerEndsOn, words.bureau(terms.kind)).map(text => `- ${text}`),
  ]
  return lines.join('\n')
}

/** What the kind of plan brings with it, what is forgiven and when, what it costs. */
function termLines({ terms, totals, currency }: AgreementFacts, locale: Locale): string[] {
  const words = agreementWords[locale]
  const money = (amount: number) => formatMoney(amount, currency, locale)
  const { waivedCents, aprPpm, costAgainstNothingCents: cost } = totals
  const forgiven = () => {
    if (terms.kind === 'settlement') return words.settled(money(totals.totalCents), money(waivedCents))
    return isConditionalWaiver(terms) ? words.waivedWhenKept(money(waivedCents)) : words.waivedForGood(money(waivedCents))
  }
  return [
    ...(terms.kind === 'holiday' ? [words.holiday(terms.periods)] : []),
    ...(terms.kind !== 'extension' && terms.payDay !== undefined ? [words.payDay(terms.payDay)] : []),
    ...(waivedCents > 0 ? [forgiven()] : []),
    ...(sumParts(totals.rest) > 0 ? [words.rest(money(sumParts(totals.rest)), REVIEW_DAYS)] : []),
    ...(aprPpm === null ? [] : [words.apr(percentText(aprPpm))]),
    cost === 0 ? words.same : cost > 0 ? words.more(money(cost)) : words.less(money(-cost)),
  ]
}
