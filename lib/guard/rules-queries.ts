import { and, desc, eq, lte, sql } from 'drizzle-orm'
import { rulePacks } from '@/db/schema'
import type { Ctx } from '../context'
import { lenderRules, type LenderRules } from './lender-rules'
import type { RulePack } from './rule'
import { readPack } from './stored-pack'

/** A published pack is never changed, so its parsed body can be kept. */
const parsed = new Map<string, RulePack>()

/** The rules in effect for the actor's lender on its business date: its own published packs before the shipped ones. */
export async function loadLenderRules(ctx: Ctx): Promise<LenderRules> {
  return lenderRules(ctx.lender.packs, ctx.lender.policy.guard, await loadOwnPacks(ctx))
}

/** The lender's own packs in effect today, at most one for each code. */
export async function loadOwnPacks(ctx: Ctx): Promise<RulePack[]> {
  const rows = await ctx.db
    .selectDistinctOn([rulePacks.code], { id: rulePacks.id, code: rulePacks.code, version: rulePacks.version })
    .from(rulePacks)
    .where(and(eq(rulePacks.lenderId, ctx.actor.lenderId), eq(rulePacks.status, 'published'), lte(rulePacks.effectiveFrom, ctx.today)))
    .orderBy(rulePacks.code, desc(rulePacks.effectiveFrom), desc(rulePacks.decidedAt))
  return Promise.all(rows.map(row => bodyOf(ctx, row.id)))
}

async function bodyOf(ctx: Ctx, id: string): Promise<RulePack> {
  const known = parsed.get(id)
  if (known) return known
  const [row] = await ctx.db
    .select({ body: rulePacks.body })
    .from(rulePacks)
    .where(and(eq(rulePacks.lenderId, ctx.actor.lenderId), eq(rulePacks.id, id)))
  const pack = readPack(row?.body)
  parsed.set(id, pack)
  return pack
}

/** A version as commands lock it and pages show it. `seen` names what somebody saw of a draft: it changes with each save. */
export const packColumns = {
  id: rulePacks.id,
  code: rulePacks.code,
  version: rulePacks.version,
  status: rulePacks.status,
  body: rulePacks.body,
  effectiveFrom: rulePacks.effectiveFrom,
  draftedBy: rulePacks.draftedBy,
  proposedBy: rulePacks.proposedBy,
  seen: sql<string>`md5(${rulePacks.body}::text || ${rulePacks.effectiveFrom}::text)`,
}
