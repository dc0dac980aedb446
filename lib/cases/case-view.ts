import type { LocalDate } from '@/lib/dates'
import type { Bucket } from '@/lib/loans/delinquency'
import type { Cents, Currency } from '@/lib/money'
import type { Stage } from './queue'

export type PersonName = { id: string; name: string }
/** What the header and the side of a case page show. Amounts as of `figuresOn`. */
export type CaseView = {
  token: string
  borrowerId: string
  caseId: string
  number: string
  name: string
  borrowerNumber: string
  locale: 'zh-CN' | 'en'
  timeZone: string
  idMasked: string | null
  address: string | null
  status: 'open' | 'closed'
  queue: 'work' | 'held' | 'plan' | 'closed'
  stage: Stage
  owner: PersonName | null
  currency: Currency
  dueCents: Cents
  balanceCents: Cents
  figuresOn: LocalDate
  oldestUnpaidDueOn: LocalDate | null
  dpd: number
  bucket: Bucket
  nextDueOn: LocalDate | null
  reasons: { code: string; points: number }[]
  /** As on the desk: a day, or a time of today or of another day. */
  asleepUntil: string | null
  claimedBy: PersonName | null
  lastContactAt: Date | null
  openedOn: LocalDate
  closedOn: LocalDate | null
  holds: { id: string; reason: string; endsAt: Date }[]
  promise: { id: string; amountCents: Cents; paidCents: Cents; dueOn: LocalDate; madeOn: LocalDate } | null
  plan: { id: string; number: string; status: string; token: string } | null
  application: {
    id: string
    number: string
    status: string
    decideBy: LocalDate | null
    whatChanged: string | null
    needs: string[]
    token: string
  } | null
  mayBeTimeBarred: boolean
}
