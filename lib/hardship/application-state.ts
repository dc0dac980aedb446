import { machine } from '@/lib/state-machine'

export type ApplicationState =
  | 'draft'
  | 'submitted'
  | 'in_review'
  | 'more_requested'
  | 'approved'
  | 'declined'
  | 'withdrawn'
export type ApplicationEvent = 'submit' | 'claim' | 'release' | 'request_more' | 'answer' | 'approve' | 'decline' | 'withdraw'

/** "I do not have this" never blocks: a reviewer may claim and decide while an answer is outstanding. */
export const applicationMachine = machine<ApplicationState, ApplicationEvent>({
  initial: 'draft',
  transitions: [
    { from: 'draft', event: 'submit', to: 'submitted' },
    { from: 'draft', event: 'withdraw', to: 'withdrawn' },
    { from: 'submitted', event: 'claim', to: 'in_review' },
    { from: 'submitted', event: 'request_more', to: 'more_requested' },
    { from: 'submitted', event: 'withdraw', to: 'withdrawn' },
    { from: 'in_review', event: 'release', to: 'submitted' },
    { from: 'in_review', event: 'request_more', to: 'more_requested' },
    { from: 'in_review', event: 'approve', to: 'approved' },
    { from: 'in_review', event: 'decline', to: 'declined' },
    { from: 'in_review', event: 'withdraw', to: 'withdrawn' },
    { from: 'more_requested', event: 'answer', to: 'submitted' },
    { from: 'more_requested', event: 'claim', to: 'in_review' },
    { from: 'more_requested', event: 'withdraw', to: 'withdrawn' },
  ],
})

/** The clock runs and the hold stands. */
export const isApplicationPending = (state: ApplicationState): boolean =>
  state === 'submitted' || state === 'in_review' || state === 'more_requested'
