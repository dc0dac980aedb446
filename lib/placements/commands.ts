import { and, eq, isNull } from 'drizzle-orm'
import { agencies, cases, placements } from '@/db/schema'
import { authorize, requireStaff } from '../accounts/authorize'
import { record } from '../audit/record'
import { lockCase } from '../cases/lock-queries'
import { newId } from '../clock'
import type { Ctx } from '../context'
import { conflict, notFound } from '../errors'
import { decideContact, type Decision } from '../guard/commands'
import { transaction } from '../transaction'

type CaseKey = { borrowerId: string; caseId: string }
export type Placed = { outcome: 'placed'; placementId: string } | { outcome: 'blocked'; decision: Decision }

/**
 * Gives the open case to an agency, when the guard allows it: the agency sees the borrower from now on. A block is stored and returned. The
 * same request key is the same placement. Throws `conflict` case_already_placed.
 */
export async function placeCase(ctx: Ctx, input: CaseKey & { agencyId: string; requestKey: string; reason?: string }): Promise<Placed> {
  authorize(ctx, 'placement:make')
  const staff = requireStaff(ctx)
  const { borrowerId, caseId, agencyId, reason } = input
  return transaction(ctx, async ctx => {
    const found = await lockCase(ctx, borrowerId, caseId)
    if (found.status !== 'open') throw conflict('case_closed')
    await requireAgency(ctx, agencyId)
    const action = { kind: 'placement', purpose: 'collection', contactPointId: null, reason } as const
    const decision = await decideContact(ctx, { ...action, borrowerId, caseId, agencyId, requestKey: `placement:${agencyId}:${input.requestKey}` })
    if (decision.decision !== 'allowed') return { outcome: 'blocked', decision }
    const known = await ctx.db
      .select({ id: placements.id, guardDecisionId: placements.guardDecisionId, recalledAt: placements.recalledAt })
      .from(placements)
      .where(and(eq(placements.lenderId, ctx.actor.lenderId), eq(placements.borrowerId, borrowerId), eq(placements.caseId, caseId)))
    const same = known.find(one => one.guardDecisionId === decision.decisionId)
    if (same) return { outcome: 'placed', placementId: same.id }
    if (known.some(one => one.recalledAt === null)) throw conflict('case_already_placed')
    const placementId = newId()
    const placed = { lenderId: ctx.actor.lenderId, guardDecisionId: decision.decisionId, placedBy: staff.id, placedAt: ctx.now }
    await ctx.db.insert(placements).values({ borrowerId, id: placementId, caseId, agencyId, ...placed })
    await ctx.db.update(cases).set({ agencyId, changedAt: ctx.now }).where(mine(ctx, input))
    await record(ctx, { type: 'placement.made', borrowerId, caseId, data: { placementId, agencyId, decisionId: decision.decisionId } })
    return { outcome: 'placed', placementId }
  })
}

/** Takes the case back at once: from the next statement on the agency sees nothing of the borrower. Recalling twice changes nothing. */
export async function recallPlacement(ctx: Ctx, input: CaseKey & { placementId: string; reason: string }): Promise<void> {
  authorize(ctx, 'placement:make')
  const staff = requireStaff(ctx)
  const { borrowerId, caseId, placementId } = input
  await transaction(ctx, async ctx => {
    await lockCase(ctx, borrowerId, caseId)
    const which = and(eq(placements.lenderId, ctx.actor.lenderId), eq(placements.borrowerId, borrowerId), eq(placements.caseId, caseId), eq(placements.id, placementId))
    const [found] = await ctx.db.select({ recalledAt: placements.recalledAt }).from(placements).where(which)
    if (!found) throw notFound()
    if (found.recalledAt) return
    await ctx.db.update(placements).set({ recalledAt: ctx.now, recalledBy: staff.id, recallReason: input.reason }).where(and(which, isNull(placements.recalledAt)))
    await ctx.db.update(cases).set({ agencyId: null, changedAt: ctx.now }).where(mine(ctx, input))
    await record(ctx, { type: 'placement.recalled', borrowerId, caseId, data: { placementId } })
  })
}

const mine = (ctx: Ctx, { borrowerId, caseId }: CaseKey) => and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.id, caseId))

async function requireAgency(ctx: Ctx, agencyId: string): Promise<void> {
  const [found] = await ctx.db
    .select({ id: agencies.id })
    .from(agencies)
    .where(and(eq(agencies.lenderId, ctx.actor.lenderId), eq(agencies.id, agencyId)))
  if (!found) throw notFound()
}
