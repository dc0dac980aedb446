import type { useTranslations } from 'next-intl'
import type { LoanStatement, Statement } from '@/lib/ledger/statement'
import type { StatementDocument, StatementLine } from '@/lib/ledger/statement-document'
import { add, formatMoney, percentText } from '@/lib/money'
import { dateInWords } from '../ui/date-words'
import { entryWords, interestWords, rhythmWords, workingWords, type DebtT } from './debt-words'

type Words = { t: DebtT; components: ReturnType<typeof useTranslations<'cases.components'>>; locale: string; lenderName: string; hotline: string }

/** A statement in one language, ready to be drawn or written as a table. */
export function statementDocument(statement: Statement, words: Words): StatementDocument {
  const { t, locale, lenderName, hotline } = words
  const money = (amountCents: number) => formatMoney(amountCents, statement.currency, locale)
  const asOf = dateInWords(statement.asOf, locale)
  return {
    locale,
    title: t('document.title'),
    facts: [
      [t('document.lender'), lenderName],
      [t('document.borrower'), `${statement.borrowerName} · ${statement.borrowerNumber}`],
      [t('document.asOf'), asOf],
      [t('document.due'), money(statement.dueCents)],
      [t('open'), money(statement.outstandingCents)],
    ],
    columns: [t('document.date'), t('document.what'), t('document.amount')],
    loans: statement.loans.map(loan => loanDocument(loan, words, asOf)),
    footer: t('document.footer', { hotline }),
    empty: t('document.empty'),
  }
}

function loanDocument({ detail }: LoanStatement, { t, components, locale }: Words, asOf: string): StatementDocument['loans'][number] {
  const money = (amountCents: number) => formatMoney(amountCents, detail.currency, locale)
  const reasonOf = (id: string) => detail.charges.find(({ chargeId }) => chargeId === id)?.reason ?? null
  const lines = detail.account.sections.flatMap(section => {
    const is = detail.terms.schedules.find(({ version }) => version === section.version)?.is ?? 'contract'
    const heading = t(`document.section.${is}`, { date: dateInWords(section.from, locale) })
    return section.entries.map((entry, index): StatementLine => {
      const parts = entry.parts.map(part => `${components(part.component)} ${money(Math.abs(part.amountCents))}`).join(' · ')
      return {
        heading: index === 0 ? heading : null,
        on: entry.on,
        onText: dateInWords(entry.on, locale),
        title: entryWords({ t, isPlan: is === 'plan', reasonOf }, entry),
        details: [...(entry.parts.length > 1 || entry.kind === 'payment' ? [parts] : []), ...(entry.interest ? [interestWords({ t, locale, currency: detail.currency }, entry.interest)] : []), ...entry.working.map(line => workingWords({ t, locale, currency: detail.currency }, line))],
        amountCents: entry.amountCents,
        amountText: money(entry.amountCents),
      }
    })
  })
  return {
    number: detail.number,
    heading: t('document.loan', { number: detail.number, amount: money(detail.principalCents), date: dateInWords(detail.disbursedOn, locale), rate: percentText(detail.annualRatePpm), ...rhythmWords(t, detail.terms.rhythm), count: detail.termCount }),
    lines,
    totals: [
      [t('document.dueBy', { date: asOf }), money(detail.dueCents)],
      [t('open'), money(add(...detail.account.sections.map(section => section.sumCents)))],
      ...(detail.overpaidCents > 0 ? [[t('credit'), money(detail.overpaidCents)] satisfies [string, string]] : []),
    ],
    clauses: detail.terms.clauses.map(clause => `${clause.reference} ${locale === 'en' ? clause.en : clause.zhCn}`),
  }
}
