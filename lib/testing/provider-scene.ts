import { newId } from '../clock'
import type { ApiActor, Ctx, Role } from '../context'
import { localDate } from '../dates'
import { openLoan } from '../loans/commands'
import { cents } from '../money'
import { takeWebhookEvent } from '../payments/webhook-commands'
import { WebhookEvent } from '../payments/webhook-input'
import type { World } from './world'

/** A lender with one loan whose payments come in by a provider's events. */
export function providerScenes(world: () => World, principalCents: number) {
  return {
    async aProvider() {
      const lender = await world().lender()
      const borrower = await world().borrower(lender.id)
      const system: Ctx = await world().systemCtx(lender.id)
      const number = `L-${newId().slice(-10)}`
      const terms = { principalCents: cents(principalCents), annualRatePpm: 180_000, termCount: 12, method: 'equal_instalment' as const, currency: 'CNY' as const, product: 'consumer' }
      await openLoan(system, { ...terms, borrowerId: borrower.id, number, disbursedOn: localDate('2026-02-18'), firstDueOn: localDate('2026-03-20') })
      const actor: ApiActor = { kind: 'api', id: newId(), lenderId: lender.id, scopes: ['payment:record', 'payment:reverse'] }
      const as = async (role: Role): Promise<Ctx> => world().ctx(await world().staff(lender.id, role))
      return { lenderId: lender.id, borrowerId: borrower.id, number, system, ctx: (await world().ctx(actor)) as Ctx, as }
    },
  }
}

export const succeeded = (own: object = {}) => ({ type: 'payment.succeeded', data: { paymentId: 'P1', amount: '500.00', currency: 'CNY', paidOn: '2026-06-10', channel: 'wallet', ...own } })
export const refunded = (own: object = {}) => ({ type: 'payment.refunded', data: { paymentId: 'P1', ...own } })
export const send = (ctx: Ctx, eventId: string, payload: object) =>
  takeWebhookEvent(ctx, { provider: 'sandbox', eventId, body: JSON.stringify(payload), event: WebhookEvent.parse(payload) })
