import { z } from 'zod'
import { parties } from './action'

const moment = z.iso.datetime({ offset: true }).transform(text => new Date(text))
const date = z.iso.date()
const text = z.string().max(200)
const many = <T extends z.ZodType>(item: T) => z.array(item).max(200).default([])

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$|^24:00(:00)?$/)
/** Hours of the day in the recipient's zone; `to` before `from` runs over midnight. `days` are 1 Monday to 7 Sunday, all when absent. */
export const Hours = z.strictObject({ from: clock, to: clock, days: z.array(z.number().int().min(1).max(7)).min(1).optional() })
export type Hours = z.output<typeof Hours>

export const needs = ['no_calls', 'no_messages', 'no_letters', 'no_visits', 'slower_clock', 'through_helper'] as const
export const holdReasons = [
  'hardship', 'dispute', 'complaint', 'promise', 'bereavement', 'illness', 'insolvency', 'lawyer', 'other',
] as const // prettier-ignore

const Visit = z.strictObject({
  noticeDeliveredAt: moment.nullable().default(null),
  noticeStates: z.array(z.enum(['purpose', 'time', 'place'])).default([]),
  people: z.number().int().min(0).max(20).default(0),
  isRecorded: z.boolean().default(false),
  consentToEnter: z.boolean().default(false),
  doNotVisit: z.boolean().default(false),
  isApproved: z.boolean().default(false),
})
const Placement = z.strictObject({
  agencyId: text.optional(),
  noticeDeliveredAt: moment.nullable().default(null),
  agencyIsListed: z.boolean().default(false),
  agencyEvaluatedOn: date.nullable().default(null),
  placedElsewhere: z.boolean().default(false),
  allowsSubcontracting: z.boolean().default(true),
})
const Legal = z.strictObject({
  limitationEndsOn: date.nullable().default(null),
  defenceWaived: z.boolean().default(false),
  amountIsCertain: z.boolean().default(false),
  penaltyWithinCap: z.boolean().default(false),
})

/** What is known about the person and the matter. Everything is optional; what a gate must have proven and is absent is not proven. */
export const Facts = z.strictObject({
  numbers: many(
    z.strictObject({ number: text, party: z.enum(parties).default('borrower'), status: z.enum(['valid', 'unknown', 'invalid', 'wrong_person', 'refused', 'not_on_file']) }),
  ),
  /** given by the borrower directly: more calls than the cap, or being called although a rule of hours says no */
  consents: many(z.strictObject({ to: z.enum(['more_calls', 'enter_premises']), at: moment })),
  optOuts: many(z.strictObject({ channel: z.enum(['call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'visit', 'all']), number: text.optional(), email: text.optional(), at: moment })),
  agreedTimes: many(Hours),
  requestedTimes: many(Hours),
  plan: z.strictObject({ isSigned: z.boolean(), inBreach: z.boolean().default(false) }).nullable().default(null),
  holds: many(z.strictObject({ reason: z.enum(holdReasons), from: moment, until: moment.nullable().default(null) })),
  cease: z.strictObject({ at: moment, isWritten: z.boolean() }).nullable().default(null),
  attorney: z.strictObject({ since: moment, until: moment.nullable().default(null) }).nullable().default(null),
  needs: many(z.enum(needs)),
  person: z.strictObject({ isDead: z.boolean().default(false), isIncapable: z.boolean().default(false), isInsolvent: z.boolean().default(false) }).prefault({}),
  breathingSpace: z.strictObject({ kind: z.enum(['standard', 'crisis']), startedAt: moment, treatmentEndedAt: moment.nullable().default(null) }).nullable().default(null),
  validation: z
    .strictObject({ firstCommunicationAt: moment.nullable().default(null), noticeSentAt: moment.nullable().default(null), periodEndsOn: date.nullable().default(null), disputedAt: moment.nullable().default(null), verificationSentAt: moment.nullable().default(null) })
    .nullable()
    .default(null),
  identityVerified: z.boolean().nullable().default(null),
  numberCheckedOn: date.nullable().default(null),
  locationKnown: z.boolean().default(false),
  thirdPersons: many(z.strictObject({ number: text, refusedAt: moment.nullable().default(null), consentBasis: text.nullable().default(null), reason: text.nullable().default(null), isWillingToPay: z.boolean().default(false) })),
  visit: Visit.nullable().default(null),
  placement: Placement.nullable().default(null),
  legal: Legal.nullable().default(null),
})
export type Facts = z.output<typeof Facts>
