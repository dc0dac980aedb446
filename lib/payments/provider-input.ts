import { z } from 'zod'
import { withoutCard } from './input'

/** Names that payments of other ways already carry as their source. */
const TAKEN = ['staff', 'bank', 'agency', 'provider', 'seed', 'import']

/** A provider's short name; an empty `secret` asks for a new one to be made. */
export const SecretForm = z.object({
  provider: z
    .string({ error: 'provider_name_unfit' })
    .trim()
    .regex(/^[a-z0-9][a-z0-9-]{1,39}$/, { error: 'provider_name_unfit' })
    .refine(name => !TAKEN.includes(name), { error: 'provider_name_unfit' }),
  secret: z
    .string()
    .trim()
    .regex(/^(whsec_[A-Za-z0-9+/]{32,88}={0,2})?$/, { error: 'webhook_secret_unfit' })
    .default(''),
})
export const EndSecretForm = z.object({ secretId: z.uuid() })
export const EventsFilter = z.object({ show: z.enum(['open', 'settled']).catch('open'), cursor: z.uuid().optional().catch(undefined) })
export type EventsFilter = z.output<typeof EventsFilter>
export const SettleForm = z.object({
  eventId: z.uuid(),
  note: withoutCard(z.string({ error: 'event_note_needed' }).trim().min(1, { error: 'event_note_needed' }).max(300, { error: 'text_too_long' })),
})
