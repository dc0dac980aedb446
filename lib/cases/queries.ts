import { and, desc, eq, gt, inArray, isNotNull, isNull, min, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import { borrowers, cases, hardshipApplications, holds, loans, plans, promises, staffAccounts, staffRoles } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { notFound } from '../errors'
import { bucketOf, daysPastDue } from '../loans/delinquency'
import { loadLoans } from '../loans/queries'
import type { Currency } from '../money'
import { mayBeTimeBarred } from '../promises/limitation'
import { read } from '../transaction'
import { toToken } from '../url-token'
import { asleepUntil } from './snooze'
import type { CaseView } from './case-view'
import { caseFigures } from './figures'
import type { Stage } from './queue'

const owners = alias(staffAccounts, 'owners')
const claimers = alias(staffAccounts, 'claimers')

/** One case with what stands around it today. Throws `not_found` outside the actor's lender. */
export async function getCase(ctx: Ctx, borrowerId: string, caseId: string): Promise<CaseView> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const found = await selectCase(ctx, borrowerId, caseId)
    if (!found) throw notFound()
    const { row, person, owner, claimer } = found
    const figures = await figuresToday(ctx, row)
    const isClaimed = row.claimedBy !== null && row.claimedBy !== ctx.actor.id && (row.claimedUntil ?? ctx.now) > ctx.now
    return {
      token: toToken(borrowerId, caseId),
      borrowerId,
      caseId,
      number: row.number,
      name: person.name,
      borrowerNumber: person.number,
      locale: person.locale === 'en' ? 'en' : 'zh-CN',
      timeZone: person.timeZone,
      idMasked: person.idMasked,
      address: person.address,
      status: row.status === 'open' ? 'open' : 'closed',
      queue: row.queue as CaseView['queue'],
      stage: row.stage as Stage,
      owner: row.ownerId && owner ? { id: row.ownerId, name: owner } : null,
      currency: row.currency as Currency,
      ...figures,
      bucket: bucketOf(figures.dpd),
      reasons: row.rankReasons,
      asleepUntil: asleepUntil(row.wakesAt, ctx.now, ctx.lender.timeZone),
      claimedBy: isClaimed && row.claimedBy && claimer ? { id: row.claimedBy, name: claimer } : null,
      lastContactAt: row.lastContactAt,
      openedOn: row.openedOn,
      closedOn: row.closedOn,
      mayBeTimeBarred: mayBeTimeBarred(figures.oldestUnpaidDueOn, ctx.today),
      ...(await around(ctx, borrowerId, caseId)),
    }
  })
}

/** What is owed today, penalty to date included; a closed case keeps the figures it closed with. */
async function figuresToday(ctx: Ctx, row: typeof cases.$inferSelect) {
  const { dueCents, balanceCents, figuresOn, oldestUnpaidDueOn } = row
  if (row.status !== 'open')
    return {
      dueCents,
      balanceCents,
      figuresOn,
      oldestUnpaidDueOn,
      dpd: daysPastDue(oldestUnpaidDueOn, row.closedOn ?? ctx.today),
    }
  const standings = await loadLoans(ctx, row.borrowerId)
  const live = caseFigures(standings, ctx.today, row.id, [])
  return {
    dueCents: live.dueCents,
    balanceCents: live.balanceCents,
    figuresOn: ctx.today,
    oldestUnpaidDueOn: live.oldestUnpaidDueOn,
    dpd: live.dpd,
  }
}

async function selectCase(ctx: Ctx, borrowerId: string, caseId: string) {
  const [found] = await ctx.db
    .select({ row: cases, person: borrowers, owner: owners.name, claimer: claimers.name })
    .from(cases)
    .innerJoin(borrowers, and(eq(borrowers.lenderId, cases.lenderId), eq(borrowers.id, cases.borrowerId)))
    .leftJoin(owners, and(eq(owners.lenderId, cases.lenderId), eq(owners.id, cases.ownerId)))
    .leftJoin(claimers, and(eq(claimers.lenderId, cases.lenderId), eq(claimers.id, cases.claimedBy)))
    .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.id, caseId)))
  return found
}

const openApplication = ['draft', 'submitted', 'more_requested', 'in_review']
const plansInSight = ['awaiting_approval', 'offer', 'countered', 'accepted', 'active', 'grace']

async function around(ctx: Ctx, borrowerId: string, caseId: string) {
  const lenderId = ctx.actor.lenderId
  const running = await ctx.db
    .select({ id: holds.id, reason: holds.reason, endsAt: holds.endsAt })
    .from(holds)
    .where(
      and(
        eq(holds.lenderId, lenderId),
        eq(holds.borrowerId, borrowerId),
        or(eq(holds.caseId, caseId), isNull(holds.caseId)),
        isNull(holds.endedAt),
        gt(holds.endsAt, ctx.now),
      ),
    )
    .orderBy(holds.endsAt, holds.id)
  const [promise] = await ctx.db
    .select({
      id: promises.id,
      amountCents: promises.amountCents,
      paidCents: promises.paidCents,
      dueOn: promises.dueOn,
      madeOn: promises.madeOn,
    })
    .from(promises)
    .where(
      and(
        eq(promises.lenderId, lenderId),
        eq(promises.borrowerId, borrowerId),
        eq(promises.caseId, caseId),
        eq(promises.status, 'open'),
      ),
    )
  const [plan] = await ctx.db
    .select({ id: plans.id, number: plans.number, status: plans.status })
    .from(plans)
    .where(
      and(
        eq(plans.lenderId, lenderId),
        eq(plans.borrowerId, borrowerId),
        eq(plans.caseId, caseId),
        inArray(plans.status, plansInSight),
      ),
    )
    .orderBy(sql`${plans.status} in ('active', 'grace') desc`, desc(plans.createdAt), desc(plans.id))
    .limit(1)
  const application = await openApplicationOf(ctx, borrowerId)
  const [due] = await ctx.db
    .select({ on: min(loans.nextDueOn) })
    .from(loans)
    .where(
      and(eq(loans.lenderId, lenderId), eq(loans.borrowerId, borrowerId), eq(loans.status, 'active'), isNotNull(loans.nextDueOn)),
    )
  return {
    holds: running,
    promise: promise ?? null,
    plan: plan ? { ...plan, token: toToken(borrowerId, plan.id) } : null,
    application: application ? { ...application, token: toToken(borrowerId, application.id) } : null,
    nextDueOn: due?.on ?? null,
  }
}

async function openApplicationOf(ctx: Ctx, borrowerId: string) {
  const [application] = await ctx.db
    .select({
      id: hardshipApplications.id,
      number: hardshipApplications.number,
      status: hardshipApplications.status,
      decideBy: hardshipApplications.decideBy,
      whatChanged: hardshipApplications.whatChanged,
      needs: hardshipApplications.needs,
    })
    .from(hardshipApplications)
    .where(
      and(
        eq(hardshipApplications.lenderId, ctx.actor.lenderId),
        eq(hardshipApplications.borrowerId, borrowerId),
        inArray(hardshipApplications.status, openApplication),
      ),
    )
    .limit(1)
  return application
}

/** People who work cases at this lender, by name: for handing a case on. */
export async function listWorkers(ctx: Ctx): Promise<{ id: string; name: string }[]> {
  authorize(ctx, 'case:assign')
  return read(ctx, ctx =>
    ctx.db
      .selectDistinct({ id: staffAccounts.id, name: staffAccounts.name })
      .from(staffAccounts)
      .innerJoin(staffRoles, and(eq(staffRoles.lenderId, staffAccounts.lenderId), eq(staffRoles.staffId, staffAccounts.id)))
      .where(
        and(
          eq(staffAccounts.lenderId, ctx.actor.lenderId),
          isNull(staffAccounts.disabledAt),
          inArray(staffRoles.role, ['collector', 'negotiator', 'supervisor']),
        ),
      )
      .orderBy(staffAccounts.name, staffAccounts.id)
      .limit(500),
  )
}
