import type { Locale } from '../context'
import type { Channel } from './render'

export const templateCodes = [
  'overdue_notice',
  'pre_due_reminder',
  'payment_link',
  'sign_in_code',
  'application_receipt',
  'more_information',
  'plan_offer',
  'plan_active',
  'plan_reminder',
  'plan_missed',
  'plan_broken',
  'plan_completed',
  'plan_changed',
  'plan_check_in',
  'plan_cured',
  'plan_ended',
  'plan_relief_ends',
  'application_declined',
  'payment_received',
  'payment_reversed',
  'promise_confirmation',
  'placement_notice',
  'credit_notice',
  'credit_notice_settled',
] as const
export type TemplateCode = (typeof templateCodes)[number]
export type MessagePurpose = 'collection' | 'plan_reminder' | 'service' | 'required_notice' | 'security_code' | 'reply'
export type Words = Record<Locale, string>
export type Template = { code: TemplateCode; channel: Channel; purpose: MessagePurpose; subject: Words; body: Words }

/** One wording for a text message, one with more room for e-mail, in-app message and letter. */
export type Wording = { purpose: MessagePurpose; sms: Words; subject: Words; long: Words; byPost?: true }
