import { and, asc, desc, eq, gt, lt, ne } from 'drizzle-orm'
import { borrowers, paymentProposals, staffAccounts } from '@/db/schema'
import { authorize } from '../accounts/authorize'
import type { Ctx } from '../context'
import type { LocalDate } from '../dates'
import type { Cents } from '../money'
import { read } from '../transaction'

export type ProposalLine = {
  id: string
  borrowerId: string
  borrowerName: string
  borrowerNumber: string
  kind: 'payment' | 'refund'
  status: 'waiting' | 'confirmed' | 'declined'
  targetNumber: string
  amountCents: Cents
  effectiveOn: LocalDate
  channel: string
  reference: string
  reason: string | null
  askedByName: string
  askedAt: Date
  decisionNote: string | null
  isOwn: boolean
}
const PAGE = 30

/** What waits for a second person, oldest first; or what was decided, newest first. */
export async function listProposals(ctx: Ctx, { show, cursor }: { show: 'waiting' | 'decided'; cursor?: string }): Promise<{ rows: ProposalLine[]; next: string | null }> {
  authorize(ctx, 'payment:record', 'payment:confirm')
  const isWaiting = show === 'waiting'
  const p = paymentProposals
  return read(ctx, async ctx => {
    const rows = await ctx.db
      .select({ proposal: p, borrowerName: borrowers.name, borrowerNumber: borrowers.number, askedByName: staffAccounts.name })
      .from(p)
      .innerJoin(borrowers, and(eq(borrowers.lenderId, p.lenderId), eq(borrowers.id, p.borrowerId)))
      .innerJoin(staffAccounts, and(eq(staffAccounts.lenderId, p.lenderId), eq(staffAccounts.id, p.askedBy)))
      .where(
        and(
          eq(p.lenderId, ctx.actor.lenderId),
          isWaiting ? eq(p.status, 'waiting') : ne(p.status, 'waiting'),
          cursor ? (isWaiting ? gt(p.id, cursor) : lt(p.id, cursor)) : undefined,
        ),
      )
      .orderBy(isWaiting ? asc(p.id) : desc(p.id))
      .limit(PAGE + 1)
    const page = rows.slice(0, PAGE).map(({ proposal, ...names }) => lineOf(ctx, proposal, names))
    return { rows: page, next: rows.length > PAGE ? (page.at(-1)?.id ?? null) : null }
  })
}

function lineOf(ctx: Ctx, proposal: typeof paymentProposals.$inferSelect, names: Pick<ProposalLine, 'borrowerName' | 'borrowerNumber' | 'askedByName'>): ProposalLine {
  const { id, borrowerId, targetNumber, amountCents, effectiveOn, channel, reference, reason, askedAt, decisionNote } = proposal
  return {
    ...{ id, borrowerId, targetNumber, amountCents, effectiveOn, channel, reference, reason, askedAt, decisionNote },
    ...names,
    kind: proposal.kind === 'refund' ? 'refund' : 'payment',
    status: proposal.status === 'confirmed' || proposal.status === 'declined' ? proposal.status : 'waiting',
    isOwn: proposal.askedBy === ctx.actor.id,
  }
}
