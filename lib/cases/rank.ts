import { bucketOf, daysPastDue, type Bucket } from '@/lib/loans/delinquency'
import type { LocalDate } from '@/lib/dates'
import type { Cents } from '@/lib/money'

/** What the order of the queue depends on: buckets and events only, so that a quiet night changes nothing. */
export type RankFacts = {
  oldestUnpaidDueOn: LocalDate | null
  today: LocalDate
  dueCents: Cents
  hasBrokenPromise: boolean
  hasBrokenPlan: boolean
  hasContact: boolean
  hasBorrowerReplied: boolean
  isBackFromHold: boolean
}
export type RankReason = { code: string; points: number }

const BUCKET_POINTS: Record<Bucket, number> = { M0: 0, M1: 40, M2: 60, M3: 50, M4: 40, M5: 30, M6: 25, 'M6+': 20 }
/** From this amount on, in minor units of the lender's currency. */
const AMOUNT_BANDS = [
  { fromCents: 5_000_000, code: 'amount_large', points: 30 },
  { fromCents: 1_000_000, code: 'amount_medium', points: 20 },
  { fromCents: 200_000, code: 'amount_some', points: 10 },
]

/** The score of a case as a sum of named reasons, largest first. Early months weigh most: there a call still helps. */
export function rankCase(facts: RankFacts): { score: number; reasons: RankReason[] } {
  const bucket = bucketOf(daysPastDue(facts.oldestUnpaidDueOn, facts.today))
  const band = AMOUNT_BANDS.find(({ fromCents }) => facts.dueCents >= fromCents)
  const reasons = [
    { code: `bucket_${bucket.toLowerCase().replace('+', '_plus')}`, points: BUCKET_POINTS[bucket] },
    { code: band?.code ?? '', points: band?.points ?? 0 },
    { code: 'broken_promise', points: facts.hasBrokenPromise ? 35 : 0 },
    { code: 'plan_broken', points: facts.hasBrokenPlan ? 45 : 0 },
    { code: 'borrower_replied', points: facts.hasBorrowerReplied ? 50 : 0 },
    { code: 'back_from_hold', points: facts.isBackFromHold ? 25 : 0 },
    { code: 'never_contacted', points: facts.hasContact ? 0 : 15 },
  ].filter(({ points }) => points > 0)
  reasons.sort((a, b) => b.points - a.points || (a.code < b.code ? -1 : 1))
  return { score: reasons.reduce((sum, { points }) => sum + points, 0), reasons }
}
