import Link from 'next/link'
import { useLocale, useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import type { DebtEntry, DebtSection } from '@/lib/ledger/explain'
import type { LoanDetail } from '@/lib/loans/detail'
import { percentText, type Currency } from '@/lib/money'
import { DebtTermsText } from './debt-terms-text'
import { entryWords, interestWords, rhythmWords, workingWords, type DebtReader } from './debt-words'

export type ToldLoan = Pick<LoanDetail, 'account' | 'terms' | 'charges' | 'principalCents' | 'disbursedOn' | 'termCount' | 'annualRatePpm'>
type Props = { loan: ToldLoan; currency: Currency; disputeHref?: string }

/** How a loan's sum came about, line by line to the amount shown. With `disputeHref` each line can be called wrong. */
export function DebtStory({ loan, currency, disputeHref }: Props) {
  const t = useTranslations('debt')
  const { account, terms } = loan
  return (
    <div className="flex flex-col gap-4">
      <p className="text-ink-soft">
        {t.rich('borrowedOn', {
          date: () => <DateText value={loan.disbursedOn} />,
          amount: () => <Money amountCents={loan.principalCents} currency={currency} />,
          rate: percentText(loan.annualRatePpm),
          ...rhythmWords(t, terms.rhythm),
          count: loan.termCount,
        })}
      </p>
      {account.sections.map(section => (
        <Section key={section.version} section={section} loan={loan} currency={currency} disputeHref={disputeHref} />
      ))}
      <dl className="flex flex-col gap-1 border-t border-line-strong pt-2 font-semibold">
        <Total term={t.rich('due', { date: () => <DateText value={account.asOf} /> })} amountCents={account.dueCents} currency={currency} />
        <Total term={t('open')} amountCents={account.outstandingCents} currency={currency} />
        {account.creditCents > 0 && <Total term={t('credit')} amountCents={account.creditCents} currency={currency} />}
      </dl>
      <DebtTermsText terms={terms} />
    </div>
  )
}

function Total({ term, amountCents, currency }: { term: React.ReactNode; amountCents: number; currency: Currency }) {
  return (
    <div className="flex justify-between gap-4">
      <dt>{term}</dt>
      <dd>
        <Money amountCents={amountCents} currency={currency} />
      </dd>
    </div>
  )
}

function Section({ section, loan, currency, disputeHref }: Props & { section: DebtSection }) {
  const t = useTranslations('debt')
  const locale = useLocale()
  const schedule = loan.terms.schedules.find(({ version }) => version === section.version)
  const is = schedule?.is ?? 'contract'
  const reader: DebtReader = { t, locale, currency, isPlan: is === 'plan', reasonOf: id => loan.charges.find(({ chargeId }) => chargeId === id)?.reason ?? null }
  const isPast = (entry: DebtEntry) => entry.on <= loan.account.asOf
  const [past, coming] = [section.entries.filter(isPast), section.entries.filter(entry => !isPast(entry))]
  const lines = (entries: readonly DebtEntry[]) => (
    <ol className="divide-y divide-line">
      {entries.map(entry => (
        <Entry key={entry.key} entry={entry} reader={reader} disputeHref={disputeHref} />
      ))}
    </ol>
  )
  return (
    <section className="flex flex-col gap-1">
      <h3 className="font-semibold text-ink">{t.rich(`section.${is}`, { date: () => <DateText value={section.from} /> })}</h3>
      {!section.isCurrent && <p className="text-sm text-ink-faint">{t('replacedAll')}</p>}
      {lines(past)}
      {coming.length > 0 && (
        <details>
          <summary className="inline-flex min-h-11 cursor-pointer items-center underline underline-offset-4">{t('notYetDue', { count: coming.length })}</summary>
          {lines(coming)}
        </details>
      )}
    </section>
  )
}

function Entry({ entry, reader, disputeHref }: { entry: DebtEntry; reader: DebtReader; disputeHref: string | undefined }) {
  const { t, currency, locale } = reader
  const components = useTranslations('cases.components')
  const title = entryWords(reader, entry)
  return (
    <li className="flex items-baseline justify-between gap-4 py-2">
      <div className="min-w-0">
        <p>
          {title} <DateText value={entry.on} className="text-ink-faint" />
        </p>
        {(entry.parts.length > 1 || entry.kind === 'payment') && (
          <p className="text-sm text-ink-faint">
            {t(entry.kind === 'payment' ? 'wentTo' : 'madeOf')}{' '}
            {entry.parts.map((part, index) => (
              <span key={part.component}>
                {index > 0 && ' · '}
                {components(part.component)} <Money amountCents={Math.abs(part.amountCents)} currency={currency} />
              </span>
            ))}
          </p>
        )}
        {entry.interest && <p className="text-sm text-ink-faint">{interestWords(reader, entry.interest)}</p>}
        {entry.working.map(line => (
          <p key={`${line.from}:${line.principalCents}`} className="text-sm text-ink-faint">
            {workingWords({ t, locale, currency }, line)}
          </p>
        ))}
      </div>
      <span className="flex shrink-0 flex-col items-end">
        <Money amountCents={entry.amountCents} currency={currency} />
        {disputeHref && (
          <Link className="inline-flex min-h-8 items-center underline underline-offset-4" href={`${disputeHref}&line=${encodeURIComponent(entry.key)}`}>
            {t('disputeLine')}
            <span className="sr-only">{t('disputeAboutPlain', { entry: title, date: entry.on })}</span>
          </Link>
        )}
      </span>
    </li>
  )
}
