import type { Cents } from '@/lib/money'
import type { BankLine } from './bank-line'

export type MatchReason = 'loan_number' | 'plan_number' | 'case_number' | 'borrower_number' | 'same_name' | 'amount_due' | 'amount_instalment' | 'amount_outstanding'
export type LineTarget = { kind: 'loan' | 'borrower'; number: string }
export type Suggestion = { borrowerId: string; target: LineTarget; score: number; reasons: MatchReason[] }
export type Match = { outcome: 'sure' | 'suggested' | 'unmatched'; suggestions: Suggestion[] }

/** A number that was found in the book: whose it is, and the loan when it is a loan's. */
export type FoundNumber = { kind: 'loan' | 'plan' | 'case' | 'borrower'; number: string; borrowerId: string }
/** A borrower who may have paid. Amounts that would fit, each with what it would be. */
export type Candidate = { borrowerId: string; number: string; name: string; isOpen: boolean; amounts: readonly { cents: Cents; as: 'amount_due' | 'amount_instalment' | 'amount_outstanding' }[] }

const MOST_SUGGESTIONS = 5
const WORTH: Record<MatchReason, number> = {
  loan_number: 60,
  plan_number: 60,
  case_number: 55,
  borrower_number: 50,
  same_name: 30,
  amount_due: 25,
  amount_instalment: 20,
  amount_outstanding: 20,
}

export const plainName = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[\s·•.,'’-]/g, '')

/** Everything in a line that may be a number of the book, as written and in capitals: four letters or digits and more, with dashes between. */
export function numbersIn({ remark, number }: Pick<BankLine, 'remark' | 'number'>): string[] {
  const found = `${number} ${remark}`.normalize('NFKC').match(/[a-z0-9](?:[a-z0-9]|[-_/](?=[a-z0-9])){3,59}/gi) ?? []
  return [...new Set(found.flatMap(one => [one, one.toUpperCase()]))].slice(0, 40)
}

/**
 * Whose money a line is. Sure only when its numbers name one person and nobody else, and the payer's name or an amount that person owes
 * bears it out; a name and an amount alone are a suggestion, however well they fit.
 */
export function matchLine(line: BankLine, numbers: readonly FoundNumber[], candidates: readonly Candidate[]): Match {
  const suggestions = candidates
    .map(candidate => suggestionOf(line, numbers.filter(one => one.borrowerId === candidate.borrowerId), candidate))
    .filter(one => one.reasons.length > 0)
    .toSorted((a, b) => b.score - a.score || (a.target.number < b.target.number ? -1 : 1))
    .slice(0, MOST_SUGGESTIONS)
  const [first] = suggestions
  if (!first) return { outcome: 'unmatched', suggestions }
  const named = new Set(numbers.map(one => one.borrowerId))
  const isBorneOut = first.reasons.some(reason => reason === 'same_name' || reason.startsWith('amount_'))
  return { outcome: named.size === 1 && named.has(first.borrowerId) && isBorneOut ? 'sure' : 'suggested', suggestions }
}

function suggestionOf(line: BankLine, numbers: readonly FoundNumber[], candidate: Candidate): Suggestion {
  const reasons = new Set<MatchReason>(numbers.map(one => `${one.kind}_number` as const))
  if (line.payerName && plainName(line.payerName) === plainName(candidate.name)) reasons.add('same_name')
  for (const { cents, as } of candidate.amounts) if (cents === line.amountCents) reasons.add(as)
  const loans = [...new Set(numbers.filter(one => one.kind === 'loan').map(one => one.number))]
  const target: LineTarget = loans.length === 1 && loans[0] ? { kind: 'loan', number: loans[0] } : { kind: 'borrower', number: candidate.number }
  const score = [...reasons].reduce((sum, reason) => sum + WORTH[reason], candidate.isOpen ? 5 : 0)
  return { borrowerId: candidate.borrowerId, target, score, reasons: [...reasons] }
}
