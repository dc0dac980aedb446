import type { LocalDate } from '@/lib/dates'
import type { Book } from '@/lib/ledger/loan-record'
import { contentOf, differencesOf } from './difference'
import { isBad, reckonLine, type LoanFacts, type Reckoned, type ReportContent } from './report-line'
import { heldReason, type HeldReason, type Notice, type Telling } from './telling'

export type KnownLine = ReportContent & { id: string; loanId: string; asOf: LocalDate; state: 'reported' | 'held' }
export type Wanted = {
  lineId: string
  /** `add`: it was held and may be reported now. `replace`: it says something else than is known. */
  kind: 'replace' | 'add'
  content: ReportContent
  reckoned: Reckoned
  /** Why the borrower must be told first: it turns to the worse. */
  untold: HeldReason | null
}

/**
 * Which lines of a loan no longer say what is known, each reckoned again as of its own day. `lines` are those in force, oldest first.
 * Writing off has no date of its own: it counts from the first line that said so. A dispute marks the newest line only
 * (征信业管理条例 art. 25).
 */
export function wantedFor(facts: Omit<LoanFacts, 'isWrittenOff'> & { notices: readonly Notice[] }, lines: readonly KnownLine[], book: Book, telling: Telling): Wanted[] {
  const writtenOffFrom = lines.find(({ accountState }) => accountState === 'written_off')?.asOf
  const newest = lines.at(-1)
  return lines.flatMap((line): Wanted[] => {
    const isDisputed = line === newest ? facts.isDisputed : line.isDisputed
    const isWrittenOff = writtenOffFrom !== undefined && line.asOf >= writtenOffFrom
    const reckoned = reckonLine({ ...facts, isDisputed, isWrittenOff }, book, line.asOf)
    const held = heldReason(reckoned, facts.notices, telling)
    const { content } = reckoned
    if (line.state === 'held') return held ? [] : [{ lineId: line.id, kind: 'add', content, reckoned, untold: null }]
    if (differencesOf(contentOf(line), content).length === 0) return []
    return [{ lineId: line.id, kind: 'replace', content, reckoned, untold: isBad(line) ? null : held }]
  })
}
