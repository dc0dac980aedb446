import { machine } from '@/lib/state-machine'

export type PlanState =
  | 'awaiting_approval'
  | 'offer'
  | 'countered'
  | 'accepted'
  | 'active'
  | 'grace'
  | 'completed'
  | 'broken'
  | 'cancelled'
  | 'superseded'
  | 'declined'
  | 'expired'
export type PlanEvent =
  | 'approve'
  | 'counter'
  | 'accept'
  | 'decline'
  | 'expire'
  | 'sign'
  | 'miss'
  | 'catch_up'
  | 'break'
  | 'complete'
  | 'cancel'
  | 'supersede'
  | 'reopen'
  | 'reinstate'

/**
 * Inside the reviewer's limit the offer follows in the same act; above it a supervisor's `approve` makes it one.
 * `countered` keeps the offer open: it can still be accepted until an answer takes its place.
 * `reopen` follows a reversed payment, `reinstate` the missing payment inside the days in which a broken plan can be caught up.
 */
export const planMachine = machine<PlanState, PlanEvent>({
  initial: 'awaiting_approval',
  transitions: [
    { from: 'awaiting_approval', event: 'approve', to: 'offer' },
    { from: 'awaiting_approval', event: 'cancel', to: 'cancelled' },
    { from: 'awaiting_approval', event: 'supersede', to: 'superseded' },
    { from: 'offer', event: 'accept', to: 'accepted' },
    { from: 'offer', event: 'decline', to: 'declined' },
    { from: 'offer', event: 'expire', to: 'expired' },
    { from: 'offer', event: 'cancel', to: 'cancelled' },
    { from: 'offer', event: 'supersede', to: 'superseded' },
    { from: 'offer', event: 'counter', to: 'countered' },
    { from: 'accepted', event: 'counter', to: 'countered' },
    { from: 'countered', event: 'counter', to: 'countered' },
    { from: 'countered', event: 'accept', to: 'accepted' },
    { from: 'countered', event: 'decline', to: 'declined' },
    { from: 'countered', event: 'expire', to: 'expired' },
    { from: 'countered', event: 'cancel', to: 'cancelled' },
    { from: 'countered', event: 'supersede', to: 'superseded' },
    { from: 'accepted', event: 'sign', to: 'active' },
    { from: 'accepted', event: 'decline', to: 'declined' },
    { from: 'accepted', event: 'expire', to: 'expired' },
    { from: 'accepted', event: 'cancel', to: 'cancelled' },
    { from: 'accepted', event: 'supersede', to: 'superseded' },
    { from: 'active', event: 'miss', to: 'grace' },
    { from: 'active', event: 'break', to: 'broken' },
    { from: 'active', event: 'complete', to: 'completed' },
    { from: 'active', event: 'cancel', to: 'cancelled' },
    { from: 'active', event: 'supersede', to: 'superseded' },
    { from: 'grace', event: 'catch_up', to: 'active' },
    { from: 'grace', event: 'break', to: 'broken' },
    { from: 'grace', event: 'complete', to: 'completed' },
    { from: 'grace', event: 'cancel', to: 'cancelled' },
    { from: 'grace', event: 'supersede', to: 'superseded' },
    { from: 'completed', event: 'reopen', to: 'active' },
    { from: 'broken', event: 'reinstate', to: 'active' },
    { from: 'broken', event: 'complete', to: 'completed' },
    { from: 'broken', event: 'supersede', to: 'superseded' },
  ],
})

/** A signed plan that is not in breach: collection contacts stop (CBRC Order 2011 No. 2 art. 70). */
export const isPlanInForce = (state: PlanState): boolean => state === 'active' || state === 'grace'
