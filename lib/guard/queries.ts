import { and, desc, eq, gte, inArray, isNotNull, lt, or, sql } from 'drizzle-orm'
import { borrowers, cases, contactPoints, contacts, guardDecisions } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, atSecond, type LocalDate } from '../dates'
import { read } from '../transaction'
import { assessmentOf, type Assessment } from './assessment'
import { askerName } from './asker-queries'
import { evaluate } from './evaluate'
import { loadSubject } from './facts-queries'
import { ownRequest } from './own-request'
import { pickByRule } from './rule-decisions-queries'
import { loadLenderRules } from './rules-queries'
import { loadSteps } from './step-queries'
import { readReasons } from './stored-reasons'
import type { RealAction } from './subject'

/** `agencyId`: with whom a case would be placed. */
type Option = RealAction & { agencyId?: string }
function actionOf(option: Option): RealAction {
  const action = { ...option }
  delete action.agencyId
  return action
}

/** What the guard would say now to each of these, in order, from one look at the person; nothing is stored or taken. */
export async function previewContact(ctx: Ctx, borrowerId: string, options: readonly Option[]): Promise<Assessment[]> {
  authorize(ctx, 'case:read', 'message:send')
  return read(ctx, async ctx => {
    const [subject, { rules, packs }, steps] = await Promise.all([loadSubject(ctx, borrowerId), loadLenderRules(ctx), loadSteps(ctx, options.map(option => ({ ...option, borrowerId })))])
    return options.map((option, place) => assessmentOf(evaluate(rules, ownRequest(subject(actionOf(option), steps[place]), packs))))
  })
}

type SentMessage = { body: string; template: string; key: string; to: string; strategyStep: string | null }
type DecisionFilter = { borrowerId?: string; caseNumber?: string; day?: LocalDate | null; cursor?: { decidedAt: Date; id: string } | null; limit?: number } & Narrowed
/** Filters of the report of blocked attempts: a rule that spoke, who asked (an id or a kind of actor), a span of time. */
type Narrowed = { decision?: 'blocked' | 'needs_reason'; onlyReasoned?: boolean; rule?: string; by?: string; from?: Date; to?: Date }
const narrow = ({ borrowerId, caseNumber, decision, onlyReasoned, by }: DecisionFilter) => [
  borrowerId ? eq(guardDecisions.borrowerId, borrowerId) : undefined,
  caseNumber ? eq(cases.number, caseNumber) : undefined,
  decision ? eq(guardDecisions.decision, decision) : undefined,
  onlyReasoned ? isNotNull(guardDecisions.givenReason) : undefined,
  by ? or(sql`${guardDecisions.actorId}::text = ${by}`, eq(guardDecisions.actorKind, by)) : undefined,
]
/** The narrower of a day of the lender and a span. */
const spanOf = ({ day, from, to }: DecisionFilter, timeZone: string) => {
  const [start, end] = day ? [atSecond(day, 0, timeZone), atSecond(addDays(day, 1), 0, timeZone)] : [undefined, undefined]
  return { from: start && from ? new Date(Math.max(start.getTime(), from.getTime())) : (start ?? from), to: end && to ? new Date(Math.min(end.getTime(), to.getTime())) : (end ?? to) }
}
export type DecisionRow = Awaited<ReturnType<typeof listDecisions>>[number]

/** "Why was this person contacted?": decisions, newest first, with the contact that used each. */
export async function listDecisions(ctx: Ctx, filter: DecisionFilter) {
  authorize(ctx, 'guard:read')
  const { rule, cursor, limit = 50 } = filter
  const { from, to } = spanOf(filter, ctx.lender.timeZone)
  return read(ctx, async ctx => {
    const isOfMany = rule !== undefined && filter.borrowerId === undefined
    const picked = !isOfMany ? null : await pickByRule(ctx, { rule, from, to, cursor, limit, also: narrow(filter) })
    const rows = await ctx.db
      .select({
        id: guardDecisions.id,
        borrowerId: guardDecisions.borrowerId,
        borrowerName: borrowers.name,
        kind: guardDecisions.kind,
        purpose: guardDecisions.purpose,
        decision: guardDecisions.decision,
        reasons: guardDecisions.reasons,
        packs: guardDecisions.packs,
        givenReason: guardDecisions.givenReason,
        caseNumber: cases.number,
        strategy: sql<string | null>`${cases.strategyCode} || ' v' || ${cases.strategyVersion}`,
        nextPermittedAt: guardDecisions.nextPermittedAt,
        decidedAt: guardDecisions.decidedAt,
        actorKind: guardDecisions.actorKind,
        actorName: askerName(ctx),
        toMasked: contactPoints.valueMasked,
        outcome: contacts.outcome,
        message: sql<SentMessage | null>`(select jsonb_build_object('body', m.body, 'template', m.template_code, 'key', m.unique_key, 'strategyStep', m.strategy_step, 'to', m.to_masked)
          from messages m where m.borrower_id = ${contacts.borrowerId} and m.contact_id = ${contacts.id})`,
      })
      .from(guardDecisions)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, guardDecisions.lenderId), eq(borrowers.id, guardDecisions.borrowerId)))
      .leftJoin(contactPoints, and(eq(contactPoints.borrowerId, guardDecisions.borrowerId), eq(contactPoints.id, guardDecisions.contactPointId)))
      .leftJoin(contacts, and(eq(contacts.borrowerId, guardDecisions.borrowerId), eq(contacts.guardDecisionId, guardDecisions.id)))
      .leftJoin(cases, and(eq(cases.borrowerId, guardDecisions.borrowerId), eq(cases.id, guardDecisions.caseId)))
      .where(
        and(
          eq(guardDecisions.lenderId, ctx.actor.lenderId),
          ...(picked
            ? [inArray(guardDecisions.id, picked)]
            : [
                ...narrow(filter),
                rule === undefined ? undefined : sql`${guardDecisions.reasons} @> ${JSON.stringify([{ rule }])}::jsonb`,
                from && gte(guardDecisions.decidedAt, from),
                to && lt(guardDecisions.decidedAt, to),
                cursor ? sql`(${guardDecisions.decidedAt}, ${guardDecisions.id}) < (${cursor.decidedAt.toISOString()}::timestamptz, ${cursor.id}::uuid)` : undefined,
              ]),
        ),
      )
      .orderBy(desc(guardDecisions.decidedAt), desc(guardDecisions.id))
      .limit(limit)
    return rows.map(({ reasons, ...row }) => ({ ...row, reasons: readReasons(reasons) }))
  })
}
