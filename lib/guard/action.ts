import { z } from 'zod'

export const actionKinds = [
  'call', 'sms', 'email', 'letter', 'app_message', 'social_message', 'third_party_call', 'visit', 'placement', 'legal_step',
] as const // prettier-ignore
export const purposes = ['collection', 'plan_reminder', 'service', 'required_notice', 'security_code', 'reply'] as const
export const parties = ['borrower', 'contact_person', 'guarantor', 'spouse', 'employer', 'attorney'] as const

export type ActionKind = (typeof actionKinds)[number]
export type Purpose = (typeof purposes)[number]
export type Party = (typeof parties)[number]

const text = z.string().max(200)
const someText = z.string().max(10_000)
const isWritten = z.boolean()

/** What was found in words that are not kept. */
const Reading = z.strictObject({
  /** of the words that rules forbid, those that were found */
  words: z.array(text).max(500),
  mentionsDebt: isWritten,
  threatensLegalAction: isWritten,
  saysOptOut: isWritten,
  /** whether the text was read, or only a voicemail; and whether that is a limited-content message */
  hasText: isWritten,
  isLimitedVoicemail: isWritten.optional(),
})

/** What would be said. Absent parts are unknown: rules about content then speak as conditions, not as objections. */
export const Content = z.strictObject({
  text: someText.optional(),
  /** names of the parts that the text carries, such as `amount_due`, `days_past_due`, `hotline`, `opt_out` */
  fields: z.array(text).max(50).optional(),
  mentionsDebt: isWritten.optional(),
  threatensLegalAction: isWritten.optional(),
  audience: z.enum(['private', 'public']).optional(),
  /** words left on an answering machine */
  voicemail: someText.optional(),
  /** the one message that confirms an opt-out and says nothing else */
  isOptOutConfirmation: isWritten.optional(),
  /** in place of `text` and `voicemail` where a decision is stored: what they said, never they themselves */
  read: Reading.optional(),
})
export type Content = z.output<typeof Content>

/** One thing about to be done. `number`, `email` and `place` are opaque: the same text is the same place to reach somebody. */
export const Action = z.strictObject({
  purpose: z.enum(purposes),
  kind: z.enum(actionKinds),
  party: z.enum(parties).default('borrower'),
  number: text.optional(),
  email: text.optional(),
  isWorkEmail: isWritten.optional(),
  debts: z.array(text).max(100).default([]),
  content: Content.optional(),
  /** of a third person: only where the borrower is, to pass a message, or for payment */
  asks: z.enum(['location', 'message', 'payment']).optional(),
  place: z.enum(['home', 'workplace', 'other']).optional(),
  entersPremises: isWritten.optional(),
  legalStep: z.enum(['lawyer_letter', 'payment_order', 'arbitration', 'suit', 'enforcement']).optional(),
  planInstalments: z.number().int().positive().max(10_000).optional(),
  /** why it is done all the same, where a rule only warns, and the role of who says so */
  reason: someText.optional(),
  role: text.optional(),
})
export type Action = z.output<typeof Action>

export const thirdParties: readonly Party[] = ['contact_person', 'spouse', 'employer']
