import { and, desc, eq, gte, isNotNull, lt, or, sql } from 'drizzle-orm'
import { borrowers, cases, contactPoints, contacts, guardDecisions } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import { addDays, atSecond, type LocalDate } from '../dates'
import { read } from '../transaction'
import { assessmentOf, type Assessment } from './assessment'
import { askerName } from './asker-queries'
import { evaluate, type GuardAnswer } from './evaluate'
import { loadSubject } from './facts-queries'
import { ownRequest } from './own-request'
import { loadLenderRules } from './rules-queries'
import { loadSteps } from './step-queries'
import { readReasons } from './stored-reasons'
import type { RealAction, StepFacts } from './subject'

/** `agencyId`: with whom a case would be placed. */
type Option = RealAction & { agencyId?: string }
function actionOf(option: Option): RealAction {
  const action = { ...option }
  delete action.agencyId
  return action
}

/** What the guard would say now, without taking anything; one answer per option, in order. */
export async function previewContact(ctx: Ctx, borrowerId: string, options: Option[]): Promise<Assessment[]> {
  authorize(ctx, 'case:read', 'message:send')
  return read(ctx, async ctx => {
    const ask = await askFor(ctx, borrowerId)
    const steps = await loadSteps(ctx, options.map(option => ({ ...option, borrowerId })))
    return options.map((option, place) => assessmentOf(ask(actionOf(option), steps[place])))
  })
}

/** The guard as it would answer now for this person; nothing is stored or taken. */
async function askFor(ctx: Ctx, borrowerId: string): Promise<(action: RealAction, step?: StepFacts) => GuardAnswer> {
  const [subject, { rules, packs }] = await Promise.all([loadSubject(ctx, borrowerId), loadLenderRules(ctx)])
  return (action, step) => evaluate(rules, ownRequest(subject(action, step), packs))
}

export type ContactMeter = { usedToday: number; limitToday: number; nextPermittedAt: Date | null }

/** "1 of 3 today": the cap that leaves least, over everybody who calls this person. */
export async function contactMeter(ctx: Ctx, borrowerId: string): Promise<ContactMeter> {
  authorize(ctx, 'case:read')
  return read(ctx, async ctx => {
    const phones = await ctx.db
      .select({ id: contactPoints.id })
      .from(contactPoints)
      .where(and(eq(contactPoints.borrowerId, borrowerId), eq(contactPoints.lenderId, ctx.actor.lenderId), eq(contactPoints.kind, 'phone'), eq(contactPoints.relation, 'self')))
    const ask = await askFor(ctx, borrowerId)
    const answer = ask({ kind: 'call', purpose: 'collection', contactPointId: phones[0]?.id ?? null })
    const [tightest] = answer.remaining.filter(cap => !cap.rule.includes('per_number')).toSorted((a, b) => a.limit - a.used - (b.limit - b.used))
    return { usedToday: tightest?.used ?? 0, limitToday: tightest?.limit ?? 0, nextPermittedAt: answer.nextPermittedAt }
  })
}

type SentMessage = { body: string; template: string; key: string; to: string }
type DecisionFilter = { borrowerId?: string; caseNumber?: string; day?: LocalDate | null; cursor?: { decidedAt: Date; id: string } | null; limit?: number } & Narrowed
/** Filters of the report of blocked attempts: a rule that spoke, who asked (an id or a kind of actor), a span of time. */
type Narrowed = { decision?: 'blocked' | 'needs_reason'; onlyReasoned?: boolean; rule?: string; by?: string; from?: Date; to?: Date }
const narrow = ({ decision, onlyReasoned, rule, by, from, to }: Narrowed) => [
  decision ? eq(guardDecisions.decision, decision) : undefined,
  onlyReasoned ? isNotNull(guardDecisions.givenReason) : undefined,
  rule ? sql`${guardDecisions.reasons} @> ${JSON.stringify([{ rule }])}::jsonb` : undefined,
  by ? or(sql`${guardDecisions.actorId}::text = ${by}`, eq(guardDecisions.actorKind, by)) : undefined,
  from ? gte(guardDecisions.decidedAt, from) : undefined,
  to ? lt(guardDecisions.decidedAt, to) : undefined,
]
export type DecisionRow = Awaited<ReturnType<typeof listDecisions>>[number]

/** "Why was this person contacted?": decisions, newest first, with the contact that used each. */
export async function listDecisions(ctx: Ctx, filter: DecisionFilter) {
  authorize(ctx, 'guard:read')
  return read(ctx, async ctx => {
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
        message: sql<SentMessage | null>`(select jsonb_build_object('body', m.body, 'template', m.template_code, 'key', m.unique_key, 'to', m.to_masked)
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
          filter.borrowerId ? eq(guardDecisions.borrowerId, filter.borrowerId) : undefined,
          filter.caseNumber ? eq(cases.number, filter.caseNumber) : undefined,
          filter.day ? and(gte(guardDecisions.decidedAt, atSecond(filter.day, 0, ctx.lender.timeZone)), lt(guardDecisions.decidedAt, atSecond(addDays(filter.day, 1), 0, ctx.lender.timeZone))) : undefined,
          ...narrow(filter),
          filter.cursor
            ? or(lt(guardDecisions.decidedAt, filter.cursor.decidedAt), and(eq(guardDecisions.decidedAt, filter.cursor.decidedAt), lt(guardDecisions.id, filter.cursor.id)))
            : undefined,
        ),
      )
      .orderBy(desc(guardDecisions.decidedAt), desc(guardDecisions.id))
      .limit(filter.limit ?? 50)
    return rows.map(({ reasons, ...row }) => ({ ...row, reasons: readReasons(reasons) }))
  })
}
