import { useTranslations } from 'next-intl'
import { DateText } from '@/components/ui/date-text'
import { Money } from '@/components/ui/money'
import { StatusDot } from '@/components/ui/status-dot'
import { Cell, Column, Row, RowHeader, Table, TableBody, TableHead } from '@/components/ui/table'
import type { LoanDetail } from '@/lib/loans/detail'
import { BucketText } from './case-words'

const tones = { paid: 'good', overdue: 'attention', due: 'info', part_paid: 'info', upcoming: 'neutral' } as const

/** How a loan's sum came about: by part, by instalment, by payment. */
export function LoanMoney({ loan, today }: { loan: LoanDetail; today: string }) {
  const t = useTranslations('cases')
  const money = (amountCents: number, strong = false) => (
    <Money amountCents={amountCents} currency={loan.currency} strong={strong} />
  )
  return (
    <section aria-label={loan.number} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-baseline gap-x-4 gap-y-1">
        <h2 className="text-lg font-semibold text-ink">{loan.number}</h2>
        <span className="text-sm text-ink-faint">
          {t('loanLine', { rate: loan.annualRatePpm / 1_000_000, count: loan.termCount })} · <DateText value={loan.disbursedOn} />
        </span>
        <BucketText bucket={loan.bucket} dpd={loan.dpd} />
        {loan.watchUntil && loan.watchUntil >= today && (
          <span className="text-sm text-ink-soft">
            {t.rich('watchUntil', { date: () => <DateText key="date" value={loan.watchUntil ?? ''} /> })}
          </span>
        )}
        <span className="ml-auto text-sm text-ink-faint">{t('asOf', { date: loan.asOf })}</span>
      </div>
      <Table caption={`${t('parts')} · ${loan.number}`} captionHidden={false}>
        <TableHead>
          <Column>{t('part')}</Column>
          <Column numeric>{t('billed')}</Column>
          <Column numeric>{t('paidPart')}</Column>
          <Column numeric>{t('waived')}</Column>
          <Column numeric>{t('openPart')}</Column>
          <Column numeric>{t('dueNow')}</Column>
        </TableHead>
        <TableBody>
          {loan.parts.map(part => (
            <Row key={part.component}>
              <RowHeader>{t(`components.${part.component}`)}</RowHeader>
              <Cell numeric>{money(part.billedCents)}</Cell>
              <Cell numeric>{money(part.paidCents)}</Cell>
              <Cell numeric>{money(part.waivedCents)}</Cell>
              <Cell numeric>{money(part.openCents)}</Cell>
              <Cell numeric>{money(part.dueCents, true)}</Cell>
            </Row>
          ))}
          <Row>
            <RowHeader className="font-semibold">{t('sum')}</RowHeader>
            <Cell numeric>{null}</Cell>
            <Cell numeric>{money(loan.paidCents)}</Cell>
            <Cell numeric>{null}</Cell>
            <Cell numeric>{money(loan.outstandingCents)}</Cell>
            <Cell numeric>{money(loan.dueCents, true)}</Cell>
          </Row>
        </TableBody>
      </Table>
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
      {loan.payments.length > 0 && <PaidIn loan={loan} />}
    </section>
  )
}

function PaidIn({ loan }: { loan: LoanDetail }) {
  const t = useTranslations('cases')
  return (
    <Table caption={`${t('paymentsIn')} · ${loan.number}`} captionHidden={false}>
      <TableHead>
        <Column>{t('paidOn')}</Column>
        <Column numeric>{t('amount')}</Column>
        <Column>{t('wentTo')}</Column>
      </TableHead>
      <TableBody>
        {loan.payments.map(payment => (
          <Row key={payment.paymentId}>
            <RowHeader>
              <DateText value={payment.effectiveOn} />
            </RowHeader>
            <Cell numeric>
              <Money amountCents={payment.amountCents} currency={loan.currency} />
            </Cell>
            <Cell className="text-ink-soft">
              {payment.byComponent.map((part, index) => (
                <span key={part.component}>
                  {index > 0 && ' · '}
                  {t(`components.${part.component}`)} <Money amountCents={part.amountCents} currency={loan.currency} />
                </span>
              ))}
            </Cell>
          </Row>
        ))}
      </TableBody>
    </Table>
  )
}
