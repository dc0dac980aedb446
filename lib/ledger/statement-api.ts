import type { DebtEntry } from './explain'
import type { Balance, LoanStatement, Statement } from './statement'

/** The body of `GET /api/v1/borrowers/{id}/statement`: amounts in cents, dates as dates. */
export const statementBody = ({ borrowerId, borrowerNumber, currency, asOf, outstandingCents, dueCents, loans }: Statement) => ({
  borrowerId,
  borrowerNumber,
  currency,
  asOf,
  outstandingCents,
  dueCents,
  loans: loans.map(loanBody),
})

const loanBody = ({ detail, balances }: LoanStatement) => ({
  loanNumber: detail.number,
  product: detail.product,
  status: detail.status,
  disbursedOn: detail.disbursedOn,
  principalCents: detail.principalCents,
  annualRatePpm: detail.annualRatePpm,
  frequency: detail.terms.rhythm.frequency,
  dayCount: detail.terms.rhythm.dayCount,
  daysPastDue: detail.dpd,
  outstandingCents: detail.outstandingCents,
  dueCents: detail.dueCents,
  creditCents: detail.overpaidCents,
  balances: balances.map((balance: Balance) => ({ ...balance })),
  lines: detail.account.sections.flatMap(section => section.entries.map(entry => lineBody(section.version, entry))),
})

const lineBody = (version: number, { key, kind, on, instalmentNumber, amountCents, dueCents, parts, working, interest }: DebtEntry) => ({
  key,
  version,
  kind,
  on,
  instalmentNumber,
  amountCents,
  dueCents,
  parts: parts.map(part => ({ ...part })),
  working: working.map(({ cents: amountCents, ...line }) => ({ ...line, amountCents })),
  interest: interest && interestBody(interest),
})

const interestBody = ({ from, to, days, dayCount, baseCents, ratePpm, parts, partsPerYear, cents }: NonNullable<DebtEntry['interest']>) => ({ from, to, days, dayCount, baseCents, ratePpm, parts, partsPerYear, amountCents: cents })
