import { and, eq } from 'drizzle-orm'
import { cases, contactPoints, templates } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import { record } from '../audit/record'
import { findTarget } from '../borrowers/find-queries'
import { normalisePhone } from '../borrowers/masks'
import { indexValue } from '../borrowers/private-values'
import type { Ctx } from '../context'
import { forbidden, invalid } from '../errors'
import { shippedTemplates } from '../outbox/default-templates'
import { transaction } from '../transaction'
import { purposes, type Purpose } from './action'
import { decideContact, type Decision } from './commands'
import type { DecisionBody } from './machine-input'

const countries = { CNY: 'CN', USD: 'US', GBP: 'GB' } as const

/** A dialler, a robot or an agency asks for a real person: the same guard, the same allowances, the same record. The same key is the same decision. */
export async function takeDecision(ctx: Ctx, body: DecisionBody, requestKey: string): Promise<{ borrowerId: string; decision: Decision }> {
  authorize(ctx, 'guard:decide')
  if (ctx.actor.kind === 'agency' && lendersOwn.includes(body.kind)) throw forbidden()
  return transaction(ctx, async ctx => {
    const { borrowerId } = await findTarget(ctx, targetOf(body))
    const [open] = await ctx.db
      .select({ id: cases.id })
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open')))
    const { kind, asks, reason, content, place, legalStep } = body
    const contactPointId = await findPoint(ctx, borrowerId, body)
    const purpose = await purposeOf(ctx, body)
    const caseId = open?.id ?? null
    const decision = await decideContact(ctx, { borrowerId, caseId, kind, purpose, contactPointId, asks, reason, content, place, legalStep, requestKey: `${keySpace(ctx)}:${requestKey}` })
    if (!decision.isReplay) await record(ctx, { type: 'guard.decided', borrowerId, caseId: open?.id, data: { decisionId: decision.decisionId, kind, purpose, decision: decision.decision } })
    return { borrowerId, decision }
  })
}

/** Two who choose the same key mean two decisions. */
const keySpace = ({ actor }: Ctx) => (actor.kind === 'agency' ? `agency:${actor.agencyId}` : 'api')

/** Nobody places a case on, or sues, for the lender. */
const lendersOwn: readonly DecisionBody['kind'][] = ['placement', 'legal_step']

function targetOf({ borrowerNumber, caseNumber, loanNumber }: DecisionBody) {
  if (loanNumber) return { kind: 'loan' as const, number: loanNumber }
  return caseNumber ? { kind: 'case' as const, number: caseNumber } : { kind: 'borrower' as const, number: borrowerNumber ?? '' }
}

/** The contact point on file; a number that is not on file is one that may not be used. */
async function findPoint(ctx: Ctx, borrowerId: string, body: DecisionBody): Promise<string | null> {
  const kind = body.number !== undefined ? 'phone' : body.email !== undefined ? 'email' : body.kind === 'letter' || body.kind === 'visit' ? 'address' : null
  if (kind === null) return null
  const mine = and(eq(contactPoints.lenderId, ctx.actor.lenderId), eq(contactPoints.borrowerId, borrowerId), eq(contactPoints.kind, kind))
  if (kind === 'address') {
    const [address] = await ctx.db.select({ id: contactPoints.id }).from(contactPoints).where(and(mine, eq(contactPoints.relation, 'self'))).limit(1)
    return address?.id ?? null
  }
  const value = kind === 'phone' ? normalisePhone(body.number ?? '', countries[ctx.lender.currency]) : (body.email ?? '').toLowerCase()
  if (!value) throw invalid('check_fields', { number: 'phone_invalid' })
  const [point] = await ctx.db.select({ id: contactPoints.id }).from(contactPoints).where(and(mine, eq(contactPoints.valueIndex, indexValue(ctx.actor.lenderId, kind, value))))
  return point?.id ?? null
}

/** A template brings its purpose; an agency only collects, whatever it sends. */
async function purposeOf(ctx: Ctx, { templateCode, kind }: DecisionBody): Promise<Purpose> {
  if (templateCode === undefined || ctx.actor.kind === 'agency') return 'collection'
  const [own] = await ctx.db
    .select({ purpose: templates.purpose })
    .from(templates)
    .where(and(eq(templates.lenderId, ctx.actor.lenderId), eq(templates.code, templateCode), eq(templates.channel, kind)))
  const named = own?.purpose ?? shippedTemplates.find(template => template.code === templateCode && template.channel === kind)?.purpose
  const purpose = purposes.find(one => one === named)
  if (!purpose) throw invalid('check_fields', { templateCode: 'template_unknown' })
  return purpose
}
