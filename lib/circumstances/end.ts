import { can } from '../accounts/permissions'
import type { Ctx } from '../context'
import { dateIn } from '../dates'

/** A supervisor or compliance may end any; whoever recorded one may take it back on the same day. */
export const mayEnd = (ctx: Ctx, { recordedBy, recordedAt }: { recordedBy: string; recordedAt: Date }): boolean =>
  can(ctx.actor, 'circumstance:settle') ||
  (can(ctx.actor, 'circumstance:record') && recordedBy === ctx.actor.id && dateIn(recordedAt, ctx.lender.timeZone) === ctx.today)
