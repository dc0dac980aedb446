import type { Ctx, StaffActor, BorrowerActor } from '../context'
import { DomainError, forbidden } from '../errors'
import { can, type Permission } from './permissions'

/** First beat of every command and query. Throws `forbidden`. */
export function authorize(ctx: Ctx, ...anyOf: [Permission, ...Permission[]]): void {
  if (!anyOf.some(permission => can(ctx.actor, permission))) throw forbidden()
}

export function requireStaff(ctx: Ctx): StaffActor {
  if (ctx.actor.kind !== 'staff') throw forbidden()
  return ctx.actor
}

export function requireBorrower(ctx: Ctx): BorrowerActor {
  if (ctx.actor.kind !== 'borrower') throw new DomainError('unauthenticated', 'sign_in_first')
  return ctx.actor
}
