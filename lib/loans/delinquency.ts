import { daysBetween, type LocalDate } from '@/lib/dates'
import { add, ZERO, type Cents } from '@/lib/money'

/** 逾期阶段: M1 is 1–30 days past due, each further one 30 days more, M6+ begins at 181. */
export const BUCKETS = ['M0', 'M1', 'M2', 'M3', 'M4', 'M5', 'M6', 'M6+'] as const
export type Bucket = (typeof BUCKETS)[number]

/** Days past due: 0 on the due date itself, 1 on the next day; 0 when nothing is unpaid. */
export const daysPastDue = (oldestUnpaidDueOn: LocalDate | null, asOf: LocalDate): number =>
  oldestUnpaidDueOn === null || oldestUnpaidDueOn >= asOf ? 0 : daysBetween(oldestUnpaidDueOn, asOf)

export const bucketOf = (dpd: number): Bucket => BUCKETS[Math.min(Math.ceil(Math.max(dpd, 0) / 30), 7)] ?? 'M6+'

/** The least and greatest DPD of a bucket, for queries that filter by it; `to` is null when open. */
export function bucketRange(bucket: Bucket): { from: number; to: number | null } {
  const index = BUCKETS.indexOf(bucket)
  if (index === 0) return { from: 0, to: 0 }
  return { from: index * 30 - 29, to: index === 7 ? null : index * 30 }
}

export type AgeRange = { from: number; to: number | null }
/** Fineract's default ranges, in days past due. */
export const DEFAULT_AGE_RANGES: readonly AgeRange[] = [
  { from: 1, to: 3 },
  { from: 4, to: 30 },
  { from: 31, to: 60 },
  { from: 61, to: 90 },
  { from: 91, to: 120 },
  { from: 121, to: 150 },
  { from: 151, to: 180 },
  { from: 181, to: 240 },
  { from: 241, to: null },
]

export type OpenInstalment = { dueOn: LocalDate; openCents: Cents }

/** Overdue amounts by age, in cents, one entry per range in the order given. An age is days past due unless `ageOf` says more. */
export function overdueByAge(
  instalments: readonly OpenInstalment[],
  asOf: LocalDate,
  ranges: readonly AgeRange[] = DEFAULT_AGE_RANGES,
  ageOf: (dueOn: LocalDate) => number = dueOn => daysPastDue(dueOn, asOf),
): (AgeRange & { amountCents: Cents })[] {
  return ranges.map(range => {
    const inside = instalments.filter(({ dueOn, openCents }) => {
      const age = ageOf(dueOn)
      return openCents > 0 && age >= range.from && (range.to === null || age <= range.to)
    })
    return { ...range, amountCents: inside.reduce((sum, { openCents }) => add(sum, openCents), ZERO) }
  })
}

/** Days counted as delinquent: past due less grace and paused days (a pause counts its first day and freezes to its last; of pauses that overlap each day once). */
export function delinquentDays(
  dueOn: LocalDate,
  asOf: LocalDate,
  graceDays: number,
  pauses: readonly { from: LocalDate; to: LocalDate }[] = [],
): number {
  let [paused, until] = [0, dueOn]
  for (const { from, to } of pauses.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const start = from > until ? from : until
    const end = to < asOf ? to : asOf
    if (end <= start) continue
    paused += daysBetween(start, end)
    until = end
  }
  return Math.max(0, daysPastDue(dueOn, asOf) - graceDays - paused)
}

/** 正常 关注 次级 可疑 损失. */
export type RiskClass = 'normal' | 'special_mention' | 'substandard' | 'doubtful' | 'loss'

/** Least class that overdue days allow (CBIRC/PBoC Order 2023 No. 1). */
export function riskClassOf(dpd: number): RiskClass {
  if (dpd <= 0) return 'normal'
  if (dpd <= 90) return 'special_mention'
  if (dpd <= 270) return 'substandard'
  return dpd <= 360 ? 'doubtful' : 'loss'
}

export const RISK_CLASS_NAMES: Readonly<Record<RiskClass, { en: string; zhCn: string }>> = {
  normal: { en: 'Normal', zhCn: '正常' },
  special_mention: { en: 'Special mention', zhCn: '关注' },
  substandard: { en: 'Substandard', zhCn: '次级' },
  doubtful: { en: 'Doubtful', zhCn: '可疑' },
  loss: { en: 'Loss', zhCn: '损失' },
}
