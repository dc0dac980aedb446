import { machine } from '@/lib/state-machine'

export type EscalationState = 'open' | 'approved' | 'changed' | 'returned' | 'withdrawn' | 'resolved'
export type EscalationEvent = 'approve' | 'change' | 'return' | 'withdraw' | 'resolve'

/** Returned goes back to who asked, with a reason; asking again is a new escalation. What asks for no decision is resolved. */
export const escalationMachine = machine<EscalationState, EscalationEvent>({
  initial: 'open',
  transitions: [
    { from: 'open', event: 'approve', to: 'approved' },
    { from: 'open', event: 'change', to: 'changed' },
    { from: 'open', event: 'return', to: 'returned' },
    { from: 'open', event: 'withdraw', to: 'withdrawn' },
    { from: 'open', event: 'resolve', to: 'resolved' },
  ],
})
