import { addDays, type LocalDate } from '@/lib/dates'
import { mulDiv, PPM, type Cents } from '@/lib/money'
import { machine } from '@/lib/state-machine'

export type PromiseState = 'open' | 'kept' | 'partly_kept' | 'broken' | 'cancelled'
export type PromiseEvent = 'keep' | 'keep_partly' | 'break' | 'cancel' | 'reopen'

/** `reopen` follows a reversed or back-dated payment; the promise is then decided again. */
export const promiseMachine = machine<PromiseState, PromiseEvent>({
  initial: 'open',
  transitions: [
    { from: 'open', event: 'keep', to: 'kept' },
    { from: 'open', event: 'keep_partly', to: 'partly_kept' },
    { from: 'open', event: 'break', to: 'broken' },
    { from: 'open', event: 'cancel', to: 'cancelled' },
    { from: 'kept', event: 'reopen', to: 'open' },
    { from: 'partly_kept', event: 'reopen', to: 'open' },
    { from: 'broken', event: 'reopen', to: 'open' },
  ],
})

export type PromiseTerms = {
  amountCents: Cents
  dueOn: LocalDate
  /** Share of the amount that counts as kept: 95 % is 950,000. */
  tolerancePpm: number
  /** Days after the due date before a promise is called broken. */
  graceDays: number
  /** Share from which less than that is called partly kept; without it anything less is broken, as the trade counts. */
  partialPpm?: number
  /** Paid towards the promise until its last day of grace, reversed payments left out. */
  paidCents: Cents
  today: LocalDate
}

/** What a promise is worth today. Kept as soon as enough is paid; otherwise open until the grace days are over. */
export function decidePromise(terms: PromiseTerms): Exclude<PromiseState, 'cancelled'> {
  const reaches = (sharePpm: number) => terms.paidCents >= mulDiv(terms.amountCents, sharePpm, PPM, 'up')
  if (reaches(terms.tolerancePpm)) return 'kept'
  if (terms.today <= promiseEndsOn(terms.dueOn, terms.graceDays)) return 'open'
  return terms.partialPpm !== undefined && terms.paidCents > 0 && reaches(terms.partialPpm) ? 'partly_kept' : 'broken'
}

/** The last day on which money still counts towards a promise. */
export const promiseEndsOn = (dueOn: LocalDate, graceDays: number): LocalDate => addDays(dueOn, graceDays)
