import { machine } from '@/lib/state-machine'

export type LinkState = 'created' | 'paid' | 'declined' | 'expired'
export type LinkEvent = 'pay' | 'decline' | 'expire'

/** Money that comes after a link was declined or has expired is money all the same. */
export const linkMachine = machine<LinkState, LinkEvent>({
  initial: 'created',
  transitions: [
    { from: 'created', event: 'pay', to: 'paid' },
    { from: 'created', event: 'decline', to: 'declined' },
    { from: 'created', event: 'expire', to: 'expired' },
    { from: 'declined', event: 'pay', to: 'paid' },
    { from: 'expired', event: 'pay', to: 'paid' },
  ],
})

/** What a link is now: one that nobody paid in time has expired, whether or not the provider said so. */
export const standingOf = (link: { state: LinkState; expiresAt: Date }, now: Date): LinkState =>
  link.state === 'created' && link.expiresAt <= now ? 'expired' : link.state
