import { isReportedLine } from '@/lib/credit-reports/reported-line'
import { EscalationFacts } from './facts'

/**
 * Whether the borrower is owed an answer in writing: a dispute of what was reported (征信业管理条例 art. 25), or one that has no case on
 * which anybody could answer it.
 */
export function needsAnswer({ kind, caseId, facts }: { kind: string; caseId: string | null; facts: unknown }): boolean {
  const { topic, about } = EscalationFacts.parse(facts ?? {})
  return kind === 'help' && topic === 'dispute' && (caseId === null || isReportedLine(about?.line ?? ''))
}
