import { and, asc, desc, eq, sql } from 'drizzle-orm'
import { budgetLines, evidenceRequests, hardshipApplications, holds } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import { notFound } from '../errors'
import type { Cents } from '../money'
import { read } from '../transaction'
import type { ApplicationState } from './application-state'

export type ApplicationLine = {
  id: string
  side: string
  category: string
  amountCents: Cents
  frequency: string
  monthlyCents: Cents
  review: string
  reviewNote: string | null
}
export type EvidenceRequest = {
  id: string
  topic: string
  status: string
  note: string | null
  askedAt: Date
  dueOn: LocalDate | null
  answerNote: string | null
}
export type ApplicationView = {
  id: string
  borrowerId: string
  caseId: string
  number: string
  status: ApplicationState
  channel: string
  whatChanged: string | null
  story: string | null
  offerCents: Cents | null
  offerFrequency: string | null
  needs: string[]
  consents: Record<string, string>
  startedAt: Date
  submittedAt: Date | null
  decideBy: LocalDate | null
  decidedAt: Date | null
  decisionReasons: string[]
  decisionNote: string | null
  holdEndsAt: Date | null
  /** Who works on it: a name, or null while it is the team's. */
  assignedName: string | null
  lines: ApplicationLine[]
  requests: EvidenceRequest[]
}

const a = hardshipApplications
const shown = {
  id: a.id,
  borrowerId: a.borrowerId,
  caseId: a.caseId,
  number: a.number,
  status: a.status,
  channel: a.channel,
  whatChanged: a.whatChanged,
  story: a.story,
  offerCents: a.offerCents,
  offerFrequency: a.offerFrequency,
  needs: a.needs,
  consents: a.consents,
  startedAt: a.startedAt,
  submittedAt: a.submittedAt,
  decideBy: a.decideBy,
  decidedAt: a.decidedAt,
  decisionReasons: a.decisionReasons,
  decisionNote: a.decisionNote,
}
const permissions = ['portal:read', 'hardship:review', 'case:read'] as const

/** One application with its figures and requests. Throws `not_found` outside the actor's scope. */
export async function getApplication(ctx: Ctx, borrowerId: string, applicationId: string): Promise<ApplicationView> {
  authorize(ctx, ...permissions)
  const found = await findView(ctx, borrowerId, applicationId)
  if (!found) throw notFound()
  return found
}

/** The borrower's newest application that was not withdrawn, open or decided; null when there is none. */
export async function getLatestApplication(ctx: Ctx, borrowerId: string): Promise<ApplicationView | null> {
  authorize(ctx, ...permissions)
  return findView(ctx, borrowerId, null)
}

async function findView(ctx: Ctx, borrowerId: string, applicationId: string | null): Promise<ApplicationView | null> {
  if (ctx.actor.kind === 'borrower' && ctx.actor.id !== borrowerId) return null
  return read(ctx, async ctx => {
    const { lenderId } = ctx.actor
    const [row] = await ctx.db
      .select({
        ...shown,
        holdEndsAt: holds.endsAt,
        assignedName: sql<string | null>`auth.staff_name(${hardshipApplications.lenderId}, ${hardshipApplications.assignedTo})`,
      })
      .from(hardshipApplications)
      .leftJoin(holds, and(eq(holds.borrowerId, hardshipApplications.borrowerId), eq(holds.id, hardshipApplications.holdId)))
      .where(
        and(
          eq(hardshipApplications.lenderId, lenderId),
          eq(hardshipApplications.borrowerId, borrowerId),
          applicationId ? eq(hardshipApplications.id, applicationId) : sql`${hardshipApplications.status} <> 'withdrawn'`,
        ),
      )
      .orderBy(desc(hardshipApplications.startedAt), desc(hardshipApplications.id))
      .limit(1)
    if (!row) return null
    const of = { borrowerId, applicationId: row.id }
    const lines = await listLines(ctx, of)
    const requests = await listRequests(ctx, of)
    return { ...row, status: row.status as ApplicationState, decisionReasons: row.decisionReasons ?? [], lines, requests }
  })
}

type Of = { borrowerId: string; applicationId: string }

const listLines = (ctx: Ctx, of: Of): Promise<ApplicationLine[]> =>
  ctx.db
    .select({
      id: budgetLines.id,
      side: budgetLines.side,
      category: budgetLines.category,
      amountCents: budgetLines.amountCents,
      frequency: budgetLines.frequency,
      monthlyCents: budgetLines.monthlyCents,
      review: budgetLines.review,
      reviewNote: budgetLines.reviewNote,
    })
    .from(budgetLines)
    .where(and(eq(budgetLines.lenderId, ctx.actor.lenderId), eq(budgetLines.borrowerId, of.borrowerId), eq(budgetLines.applicationId, of.applicationId)))
    .orderBy(asc(budgetLines.side), desc(budgetLines.monthlyCents), asc(budgetLines.id))
    .limit(100)

const listRequests = (ctx: Ctx, of: Of): Promise<EvidenceRequest[]> =>
  ctx.db
    .select({
      id: evidenceRequests.id,
      topic: evidenceRequests.topic,
      status: evidenceRequests.status,
      note: evidenceRequests.note,
      askedAt: evidenceRequests.askedAt,
      dueOn: evidenceRequests.dueOn,
      answerNote: evidenceRequests.answerNote,
    })
    .from(evidenceRequests)
    .where(
      and(eq(evidenceRequests.lenderId, ctx.actor.lenderId), eq(evidenceRequests.borrowerId, of.borrowerId), eq(evidenceRequests.applicationId, of.applicationId)),
    )
    .orderBy(asc(evidenceRequests.askedAt), asc(evidenceRequests.id))
    .limit(50)
