import { z } from 'zod'
import type { Rule } from '../guard/rule'

export const circumstanceKinds = [
  'attorney', 'cease', 'death', 'incapacity', 'insolvency', 'breathing_space', 'validation_notice', 'written_dispute', 'verification_sent',
  'agreed_times', 'do_not_visit', 'found', 'identity_verified',
] as const // prettier-ignore
export type CircumstanceKind = (typeof circumstanceKinds)[number]

const line = z.string({ error: 'field_required' }).trim().min(1, { error: 'field_required' }).max(200, { error: 'text_too_long' })
const day = z.iso.date({ error: 'date_invalid' })
const clock = z.string({ error: 'field_required' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'time_invalid' })
const nothing = z.strictObject({})

/** What is kept of each kind beside its dates. */
export const details = {
  attorney: z.strictObject({ name: line, contact: line }),
  cease: z.strictObject({ isWritten: z.boolean() }),
  death: nothing,
  incapacity: nothing,
  insolvency: nothing,
  breathing_space: z.strictObject({ space: z.enum(['standard', 'crisis'], { error: 'choose_one' }), treatmentEndedAt: z.iso.datetime().nullable() }),
  validation_notice: z.strictObject({ periodEndsOn: day }),
  written_dispute: nothing,
  verification_sent: nothing,
  agreed_times: z.strictObject({ from: clock, to: clock }).refine(({ from, to }) => from !== to, { path: ['to'], error: 'time_invalid' }),
  do_not_visit: nothing,
  found: nothing,
  identity_verified: nothing,
} as const satisfies Record<CircumstanceKind, z.ZodType>

/** Those whose record opens what a rule holds closed are for a supervisor or compliance. */
export const settledKinds: readonly CircumstanceKind[] = ['validation_notice', 'verification_sent']

type RuleTest = Rule['test']
const asks: Record<CircumstanceKind, (test: RuleTest) => boolean> = {
  attorney: test => test.kind === 'attorney',
  cease: test => test.kind === 'ceased' || test.kind === 'opted_out',
  death: test => test.kind === 'person_state' && test.states.includes('isDead'),
  incapacity: test => test.kind === 'person_state' && test.states.includes('isIncapable'),
  insolvency: test => test.kind === 'person_state' && test.states.includes('isInsolvent'),
  breathing_space: test => test.kind === 'breathing_space',
  validation_notice: test => test.kind === 'validation_notice',
  written_dispute: test => test.kind === 'disputed',
  verification_sent: test => test.kind === 'disputed',
  agreed_times: test => test.kind === 'quiet_hours' && test.agreedTimesLift,
  do_not_visit: test => test.kind === 'do_not_visit',
  found: test => test.kind === 'location_known',
  identity_verified: test => test.kind === 'identity_first',
}

/** The kinds that some rule in effect asks about; what no rule asks about is not collected. */
export const kindsAsked = (rules: readonly Pick<Rule, 'test'>[]): CircumstanceKind[] =>
  circumstanceKinds.filter(kind => rules.some(({ test }) => asks[kind](test)))
