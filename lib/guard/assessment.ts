import type { GuardAnswer, Reason } from './evaluate'
import type { Words } from './rule'

/** A rule as it is told to people: the same rule of several packs is one, with all their sources. */
export type ToldReason = {
  rule: string
  isBlock: boolean
  /** null: the database's own check */
  source: Words | null
  text: Words | null
  lift: Words | null
  until: Date | null
  values: Record<string, string | number>
}
export type Assessment = Pick<GuardAnswer, 'decision' | 'nextPermittedAt' | 'nextWithReasonAt' | 'remaining' | 'conditions'> & { reasons: ToldReason[] }

export const assessmentOf = ({ reasons, ...answer }: GuardAnswer): Assessment => ({ ...answer, reasons: atOpening(tell(reasons), answer.nextPermittedAt) })

/** A cap that ends at midnight does not open the night: what waiting lifts is told with the moment at which everything is open. */
export const atOpening = (reasons: readonly ToldReason[], opening: Date | null): ToldReason[] =>
  reasons.map(reason => (reason.until === null || opening === null ? reason : { ...reason, until: opening }))

type Spoken = Omit<ToldReason, 'isBlock'> & Pick<Reason, 'severity'>

/** Blocks first; advice is not told to somebody who only wants to know whether they may. */
export function tell(reasons: readonly Spoken[]): ToldReason[] {
  const told = new Map<string, ToldReason>()
  for (const reason of reasons.toSorted((a, b) => order(a.severity) - order(b.severity))) {
    if (reason.severity === 'advice') continue
    const known = told.get(reason.rule)
    const { rule, severity, source, text, lift, until, values } = reason
    if (!known) told.set(rule, { rule, isBlock: severity === 'block', source, text, lift, until, values })
    else {
      known.source = joined(known.source, reason.source)
      known.until = known.until === null || reason.until === null ? null : new Date(Math.max(known.until.getTime(), reason.until.getTime()))
    }
  }
  return [...told.values()]
}

/** Every source once. */
function joined(known: Words | null, more: Words | null): Words | null {
  if (known === null || more === null) return known ?? more
  const add = (text: string, next: string, comma: string) => (text.split(comma).includes(next) ? text : `${text}${comma}${next}`)
  return { en: add(known.en, more.en, '; '), zh_cn: add(known.zh_cn, more.zh_cn, '；') }
}

const order = (severity: Reason['severity']) => ['block', 'warn', 'advice'].indexOf(severity)

export type ContactMeter = { usedToday: number; limitToday: number; nextPermittedAt: Date | null }

/** "1 of 3 today", from the answer to a call: the cap that leaves least, over everybody who calls this person. */
export function meterOf({ remaining, nextPermittedAt }: Pick<Assessment, 'remaining' | 'nextPermittedAt'>): ContactMeter {
  const [tightest] = remaining.filter(cap => !cap.rule.includes('per_number')).toSorted((a, b) => a.limit - a.used - (b.limit - b.used))
  return { usedToday: tightest?.used ?? 0, limitToday: tightest?.limit ?? 0, nextPermittedAt }
}
