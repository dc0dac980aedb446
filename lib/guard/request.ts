import { z } from 'zod'
import { isTimeZone } from '../dates'
import { Action, actionKinds, parties, purposes } from './action'
import { Facts } from './facts'
import { GuardPolicy } from './policy'

const moment = z.iso.datetime({ offset: true }).transform(text => new Date(text))
const text = z.string().max(200)
const zone = text.refine(isTimeZone, 'not_a_time_zone')

/** One contact of the past, by anybody who acts for the lender: staff, robots, agencies. `outcome` null: not logged yet. */
export const HistoryEntry = z.strictObject({
  at: moment,
  kind: z.enum(actionKinds),
  party: z.enum(parties).default('borrower'),
  direction: z.enum(['out', 'in']).default('out'),
  purpose: z.enum(purposes).default('collection'),
  number: text.optional(),
  email: text.optional(),
  debts: z.array(text).max(100).default([]),
  outcome: text.nullable().default(null),
  by: text.optional(),
})
export type HistoryEntry = z.output<typeof HistoryEntry>

/** The whole question. Unknown or conflicting zones: name every likely one, and it must be allowed in each. */
export const GuardRequest = z
  .strictObject({
    packs: z.array(text).max(20),
    policy: GuardPolicy.optional(),
    at: moment,
    recipientTimeZone: zone.optional(),
    recipientTimeZones: z.array(zone).min(1).max(40).optional(),
    action: Action,
    history: z.array(HistoryEntry).max(2000).default([]),
    facts: Facts.prefault({}),
  })
  .refine(request => request.recipientTimeZone ?? request.recipientTimeZones, {
    path: ['recipientTimeZone'],
    message: 'field_required',
    // Named beside every other field that is wrong, not only once the rest is right.
    when: ({ value }) => typeof value === 'object' && value !== null,
  })
export type GuardRequest = z.output<typeof GuardRequest>
/** As sent and as stored: moments are ISO text. */
export type GuardRequestBody = z.input<typeof GuardRequest>
