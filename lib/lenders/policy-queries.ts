import { and, asc, desc, eq, gt, isNotNull, isNull, lt, sql } from 'drizzle-orm'
import { lenders, policyChanges, type PolicyChangeRow } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { read } from '../transaction'
import { LenderPolicy } from './policy'
import { POLICY_SECTIONS, type PolicySection } from './policy-fields'

const PAGE = 20
const MOST_PRODUCTS = 200

/** The policy as it stands in the database, not as it stood when the request began. */
export async function loadPolicy(ctx: Ctx): Promise<{ policy: LenderPolicy; version: number }> {
  const [found] = await ctx.db.select({ policy: lenders.policy, version: lenders.policyVersion }).from(lenders).where(eq(lenders.id, ctx.actor.lenderId))
  if (!found) throw notFound()
  return { policy: LenderPolicy.parse(found.policy), version: found.version }
}

/** Products of loans on the book, and those the policy speaks of. */
export async function loadProducts(ctx: Ctx, policy: LenderPolicy): Promise<string[]> {
  const rows = await ctx.db.execute<{ product: string }>(
    sql`select distinct product from loans where lender_id = ${ctx.actor.lenderId} order by product limit ${MOST_PRODUCTS}`,
  )
  return [...new Set([...rows.map(row => row.product), ...Object.keys(policy.products ?? {}), ...Object.keys(policy.terms?.products ?? {})])].sort()
}

/** Whether a loan was paid out, or is to be, on that day or later: its terms are settled. */
export async function hasLoansFrom(ctx: Ctx, from: string, product: string): Promise<boolean> {
  const [row] = await ctx.db.execute<{ found: boolean }>(
    sql`select exists (select from loans where lender_id = ${ctx.actor.lenderId} and disbursed_on >= ${from}::date and (${product} = '' or product = ${product})) as found`,
  )
  return row?.found ?? true
}

export type PolicyView = { policy: LenderPolicy; version: number; products: string[]; waiting: number }

/** A lender's numbers, and how many proposals wait for a second person. */
export async function getPolicy(ctx: Ctx): Promise<PolicyView> {
  authorize(ctx, 'policy:read')
  return read(ctx, async ctx => {
    const { policy, version } = await loadPolicy(ctx)
    const waiting = await ctx.db.$count(policyChanges, and(eq(policyChanges.lenderId, ctx.actor.lenderId), isNull(policyChanges.outcome)))
    return { policy, version, products: await loadProducts(ctx, policy), waiting }
  })
}

/** What is under way that a change meets at its next step. */
export type PolicyEffects = { applications: number; plans: number; promises: number; payments: number; notices: number }
export type PolicyOutcome = 'approved' | 'returned' | 'withdrawn'
export type PolicyChangeLine = {
  id: string
  section: PolicySection
  changes: PolicyChangeRow[]
  reason: string
  proposedByName: string
  proposedAt: Date
  decided: { outcome: PolicyOutcome; byName: string; at: Date; note: string | null } | null
  isOwn: boolean
  /** Other numbers were approved since: it can only be returned. */
  isStale: boolean
}
type ChangesPage = { rows: PolicyChangeLine[]; next: string | null; effects: PolicyEffects | null }

/** Proposals that wait, oldest first, with what they meet; or what was decided, newest first. */
export async function listPolicyChanges(ctx: Ctx, { show, cursor }: { show: 'waiting' | 'decided'; cursor?: string }): Promise<ChangesPage> {
  authorize(ctx, 'policy:read')
  const isWaiting = show === 'waiting'
  const c = policyChanges
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({
        change: c,
        proposedByName: sql<string | null>`auth.staff_name(${c.lenderId}, ${c.proposedBy})`,
        decidedByName: sql<string | null>`auth.staff_name(${c.lenderId}, ${c.decidedBy})`,
        version: lenders.policyVersion,
      })
      .from(c)
      .innerJoin(lenders, eq(lenders.id, c.lenderId))
      .where(
        and(
          eq(c.lenderId, ctx.actor.lenderId),
          isWaiting ? isNull(c.outcome) : isNotNull(c.outcome),
          cursor ? (isWaiting ? gt(c.id, cursor) : lt(c.id, cursor)) : undefined,
        ),
      )
      .orderBy(isWaiting ? asc(c.id) : desc(c.id))
      .limit(PAGE + 1)
    const page = rows.slice(0, PAGE).map(row => lineOf(ctx, row))
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null, effects: isWaiting && page.length > 0 ? await loadEffects(ctx) : null }
  })
}

type Found = { change: typeof policyChanges.$inferSelect; proposedByName: string | null; decidedByName: string | null; version: number }

function lineOf(ctx: Ctx, { change, proposedByName, decidedByName, version }: Found): PolicyChangeLine {
  const { id, changes, reason, proposedAt, outcome, decidedAt, note } = change
  return {
    ...{ id, changes, reason, proposedAt, proposedByName: proposedByName ?? '' },
    section: POLICY_SECTIONS.find(section => section === change.section) ?? 'hardship',
    decided: outcome && decidedAt ? { outcome: outcome as PolicyOutcome, byName: decidedByName ?? '', at: decidedAt, note } : null,
    isOwn: change.proposedBy === ctx.actor.id,
    isStale: outcome === null && change.baseVersion !== version,
  }
}

async function loadEffects(ctx: Ctx): Promise<PolicyEffects> {
  const mine = sql`x.lender_id = ${ctx.actor.lenderId}`
  const [row] = await ctx.db.execute<PolicyEffects>(sql`select
    (select count(*)::int from hardship_applications x where ${mine} and x.status in ('draft', 'submitted', 'more_requested', 'in_review')) as applications,
    (select count(*)::int from plans x where ${mine} and x.status in ('active', 'grace')) as plans,
    (select count(*)::int from promises x where ${mine} and x.status = 'open') as promises,
    (select count(*)::int from payment_proposals x where ${mine} and x.status = 'waiting')
      + (select count(*)::int from bank_lines x where ${mine} and x.state = 'waiting' and x.proposed is not null) as payments,
    (select count(*)::int from credit_report_lines x where ${mine} and x.state = 'held') as notices`)
  return row ?? { applications: 0, plans: 0, promises: 0, payments: 0, notices: 0 }
}
