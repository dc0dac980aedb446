import { createHash } from 'node:crypto'
import type { Locale } from '@/lib/context'
import type { LocalDate } from '@/lib/dates'
import { formatMoney, type Cents, type Currency } from '@/lib/money'
import { agreementWords } from './agreement-words'
import type { PlanInstalment, PlanTerms, PlanTotals } from './plan'

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
    words.summary(
      facts.schedule.length,
      money(totals.totalCents),
      facts.schedule[0]?.dueOn ?? facts.madeOn,
      facts.schedule.at(-1)?.dueOn ?? facts.madeOn,
    ),
    `- ${terms.freezeInterest ? words.interestFrozen : words.interestRuns(money(totals.interestCents))}`,
    `- ${terms.freezePenalty ? words.penaltyFrozen : words.penaltyRuns}`,
    ...(totals.waivedCents > 0 ? [`- ${words.waived(money(totals.waivedCents))}`] : []),
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
    ...words.promises(facts.graceDays).map(text => `- ${text}`),
    `## ${words.rightsTitle}`,
    ...words.rights(facts.hotline, facts.offerEndsOn).map(text => `- ${text}`),
  ]
  return lines.join('\n')
}
