import { useLocale, useTranslations } from 'next-intl'
import { BalanceTable } from '@/components/loans/balance-table'
import { DebtStory } from '@/components/loans/debt-story'
import { rhythmWords } from '@/components/loans/debt-words'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { Balance } from '@/lib/ledger/statement'
import { RISK_CLASS_NAMES, riskClassOf } from '@/lib/loans/delinquency'
import type { LoanDetail } from '@/lib/loans/detail'
import { percentText } from '@/lib/money'
import { BucketText } from './case-words'

const tones = { paid: 'good', overdue: 'attention', due: 'info', part_paid: 'info', upcoming: 'neutral' } as const

/** A loan as of a day: how its sum came about line by line, its balances by part, its instalments. */
export function LoanMoney({ loan, balances, today }: { loan: LoanDetail; balances: readonly Balance[]; today: string }) {
  const t = useTranslations('cases')
  const debt = useTranslations('debt')
  const riskClass = RISK_CLASS_NAMES[riskClassOf(loan.dpd)][useLocale() === 'en' ? 'en' : 'zhCn']
  const money = (amountCents: number) => <Money amountCents={amountCents} currency={loan.currency} />
  return (
    <section aria-label={loan.number} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold text-ink">{loan.number}</h2>
        <span className="text-sm text-ink-faint">
          {t('loanLine', { rate: percentText(loan.annualRatePpm), ...rhythmWords(debt, loan.terms.rhythm), count: loan.termCount })} · <DateText value={loan.disbursedOn} />
        </span>
        <BucketText bucket={loan.bucket} dpd={loan.dpd} />
        {loan.currency === 'CNY' && <span className="text-sm text-ink-soft">{t('riskClass', { name: riskClass })}</span>}
        {loan.watchUntil && loan.watchUntil >= today && (
          <span className="text-sm text-ink-soft">
            {t.rich('watchUntil', { date: () => <DateText key="date" value={loan.watchUntil ?? ''} /> })}
          </span>
        )}
        <span className="ml-auto text-sm text-ink-faint">{t('asOf', { date: loan.asOf })}</span>
      </div>
      <BalanceTable caption={`${debt('balances')} · ${loan.number}`} balances={balances} loan={loan} />
      <div className="flex max-w-3xl flex-col gap-2">
        <h3 className="text-base font-semibold text-ink">{debt('title')}</h3>
        <DebtStory loan={loan} currency={loan.currency} />
      </div>
      <Table caption={`${t('instalments')} · ${loan.number}`} captionHidden={false}>
        <TableHead>
          <Column>{t('instalment')}</Column>
          <Column>{t('dueOn')}</Column>
          <Column numeric>{t('billed')}</Column>
          <Column numeric>{t('paidPart')}</Column>
          <Column numeric>{t('openPart')}</Column>
          <Column>{t('state')}</Column>
        </TableHead>
        <TableBody>
          {loan.instalments.map(row => (
            <Row key={row.number}>
              <RowHeader>{row.number}</RowHeader>
              <Cell>
                <DateText
                  value={row.dueOn}
                  now={row.status === 'overdue' ? today : undefined}
                  show={row.status === 'overdue' ? 'both' : 'exact'}
                />
              </Cell>
              <Cell numeric>{money(row.billedCents)}</Cell>
              <Cell numeric>{money(row.paidCents)}</Cell>
              <Cell numeric>{money(row.openCents)}</Cell>
              <Cell>
                <StatusDot tone={tones[row.status]}>{t(`instalmentStatus.${row.status}`)}</StatusDot>
              </Cell>
            </Row>
          ))}
        </TableBody>
      </Table>
    </section>
  )
}
