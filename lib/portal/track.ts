import type { LocalDate } from '../dates'

export type TrackFacts = {
  today: LocalDate
  oldestUnpaidDueOn: LocalDate | null
  application: { status: string; submittedOn: LocalDate | null; decideBy: LocalDate | null; decidedOn: LocalDate | null } | null
  plan: { status: string; activeFrom: LocalDate | null; lastDueOn: LocalDate } | null
}
export type TrackStep = { id: 'missed' | 'told' | 'looked_at' | 'answered' | 'plan'; state: 'done' | 'current' | 'todo'; on: LocalDate | null }

/** Where a person stands, like a parcel's track: what is done has its date, what is next has the date it is due. */
export function trackOf({ today, oldestUnpaidDueOn, application, plan }: TrackFacts): TrackStep[] {
  const isSent = Boolean(application?.submittedOn)
  const isDecided = application?.status === 'approved' || application?.status === 'declined' || plan !== null
  const isRefused = application?.status === 'declined' && plan === null
  const reached = isDecided ? 4 : isSent ? 2 : 1
  const dates = [
    oldestUnpaidDueOn && oldestUnpaidDueOn < today ? oldestUnpaidDueOn : null,
    application?.submittedOn ?? null,
    isDecided ? null : (application?.decideBy ?? null),
    application?.decidedOn ?? null,
    plan?.activeFrom ?? null,
  ]
  const ids = ['missed', 'told', 'looked_at', 'answered', 'plan'] as const
  return ids.map((id, place) => ({
    id,
    state: place < reached ? 'done' : place === reached && !isRefused ? 'current' : 'todo',
    on: dates[place] ?? null,
  }))
}
