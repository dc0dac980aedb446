import { createHash } from 'node:crypto'

/** `reason` says why an event waits for a person; without one it waits for the payment it speaks of. */
export type WebhookResult = { result: 'recorded' | 'unmatched' | 'taken_back' | 'held' | 'noted'; paymentId?: string; amount?: number; reason?: string }

/** What money without an owner is known by, so that it waits once. */
export const identityOf = (provider: string, reference: string): string => createHash('sha256').update(JSON.stringify(['provider', provider, reference])).digest('hex')
