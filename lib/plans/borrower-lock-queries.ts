import { and, eq } from 'drizzle-orm'
import { plans } from '@/db/schema'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { lockDebts } from '../loans/figures-commands'
import type { PlanRow } from './stored-plan'

/** Holds case, loans and then one plan until the transaction ends: everybody who decides on a plan waits here, in this order. */
export async function lockPlan(ctx: Ctx, borrowerId: string, planId: string): Promise<PlanRow> {
  await lockDebts(ctx, [borrowerId])
  const [found] = await ctx.db
    .select()
    .from(plans)
    .where(and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), eq(plans.id, planId)))
    .for('update')
  if (!found) throw notFound()
  return found
}

export const ofPlan = (ctx: Ctx, plan: Pick<PlanRow, 'borrowerId' | 'id'>) =>
  and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, plan.borrowerId), eq(plans.id, plan.id))
