/** `no_messages`: calls to a number are welcome, texts are not. */
export const consents = ['granted', 'no_messages', 'refused'] as const
export type Consent = (typeof consents)[number]

type Point = { kind: string; consent: string; messagesStoppedAt: Date | null }

/** What a borrower has said of a number or address, as one choice. An address for e-mails that takes no e-mails is one not to use. */
export function consentOf({ kind, consent, messagesStoppedAt }: Point): string {
  if (consent === 'refused' || !messagesStoppedAt) return consent
  return kind === 'phone' ? 'no_messages' : 'refused'
}
