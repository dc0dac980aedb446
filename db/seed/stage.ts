import { and, eq, sql } from 'drizzle-orm'
import { borrowers, cases, contactPoints, loans, messages, plans } from '@/db/schema'
import { newId } from '@/lib/clock'
import type { Actor, BorrowerActor, Ctx, Role, StaffActor, SystemActor } from '@/lib/context'
import { addMinutes, atHour, dateIn, type LocalDate } from '@/lib/dates'
import { sendMessage } from '@/lib/outbox/send-commands'
import { read } from '@/lib/transaction'
import { eachAtOnce } from './at-once'
import type { DemoLender } from './lenders'
import { staffOf } from './staff'

/** One lender's demo world while its history is played: who may act, at which moment. */
export type Stage = {
  lender: DemoLender
  today: LocalDate
  system: (at: Date) => Ctx<SystemActor>
  staff: (role: Role, at: Date, which?: number) => Ctx<StaffActor>
  borrower: (id: string, at: Date) => Ctx<BorrowerActor>
  /** A moment of a business day in the lender's zone. */
  at: (day: LocalDate, hour: number, minute?: number) => Date
}
export type Known = { borrowerId: string; phoneId: string }

export function openStage(base: Ctx<SystemActor>, lender: DemoLender): Stage {
  const as = <A extends Actor>(actor: A, now: Date): Ctx<A> => ({
    ...base,
    actor,
    now,
    today: dateIn(now, lender.timeZone),
    requestId: newId(),
  })
  const logins = staffOf(lender)
  return {
    lender,
    today: base.today,
    system: at => as(base.actor, at),
    staff: (role, at, which = 0) => {
      const login = logins.filter(one => one.role === role).at(which)
      if (!login) throw new RangeError(`no ${role} number ${which} at ${lender.slug}`)
      const { id, name } = login
      return as({ kind: 'staff', id, lenderId: lender.id, roles: [role], sessionId: id, name }, at)
    },
    borrower: (id, at) => as({ kind: 'borrower', id, lenderId: lender.id }, at),
    at: (day, hour, minute = 0) => addMinutes(atHour(day, hour, lender.timeZone), minute),
  }
}

/** Ids by borrower number: the person and their own phone. */
export async function findKnown(ctx: Ctx): Promise<Map<string, Known>> {
  const rows = await read(ctx, ctx =>
    ctx.db
      .select({ number: borrowers.number, borrowerId: borrowers.id, phoneId: contactPoints.id })
      .from(borrowers)
      .innerJoin(contactPoints, and(eq(contactPoints.borrowerId, borrowers.id), eq(contactPoints.kind, 'phone')))
      .where(and(eq(borrowers.lenderId, ctx.actor.lenderId), eq(contactPoints.lenderId, ctx.actor.lenderId))),
  )
  return new Map(rows.map(({ number, ...known }) => [number, known]))
}

export type OpenCase = { caseId: string; dueCents: number; balanceCents: number }

export async function findOpenCase(ctx: Ctx, borrowerId: string): Promise<OpenCase | null> {
  const [found] = await read(ctx, ctx =>
    ctx.db
      .select({ caseId: cases.id, dueCents: cases.dueCents, balanceCents: cases.balanceCents })
      .from(cases)
      .where(and(eq(cases.lenderId, ctx.actor.lenderId), eq(cases.borrowerId, borrowerId), eq(cases.status, 'open'))),
  )
  return found ?? null
}

export async function findBalance(ctx: Ctx, borrowerId: string): Promise<number> {
  const [found] = await read(ctx, ctx =>
    ctx.db
      .select({ cents: sql<number>`coalesce(sum(${loans.balanceCents}), 0)::float8` })
      .from(loans)
      .where(and(eq(loans.lenderId, ctx.actor.lenderId), eq(loans.borrowerId, borrowerId))),
  )
  return found?.cents ?? 0
}

/** The newest text to a borrower: where the demo reads a signing code, as the person would on the phone. */
export async function newestText(ctx: Ctx, borrowerId: string): Promise<string> {
  const [found] = await read(ctx, ctx =>
    ctx.db
      .select({ body: messages.body })
      .from(messages)
      .where(and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.borrowerId, borrowerId)))
      .orderBy(sql`${messages.createdAt} desc, ${messages.id} desc`)
      .limit(1),
  )
  return found?.body ?? ''
}

export async function findPlan(ctx: Ctx, borrowerId: string, planId: string) {
  const [found] = await read(ctx, ctx =>
    ctx.db
      .select()
      .from(plans)
      .where(and(eq(plans.lenderId, ctx.actor.lenderId), eq(plans.borrowerId, borrowerId), eq(plans.id, planId))),
  )
  if (!found) throw new Error(`plan ${planId} is gone`)
  return found
}

/** Hands over what is queued, as the worker would at that moment; what the guard holds back stays queued. */
export async function sendQueued(ctx: Ctx<SystemActor>): Promise<void> {
  const due = await read(ctx, ctx =>
    ctx.db
      .select({ id: messages.id, borrowerId: messages.borrowerId })
      .from(messages)
      .where(and(eq(messages.lenderId, ctx.actor.lenderId), eq(messages.status, 'queued'), sql`${messages.sendAfter} <= ${ctx.now.toISOString()}::timestamptz`))
      .orderBy(messages.createdAt, messages.id),
  )
  await eachAtOnce(due, async ({ id, borrowerId }) => {
    await sendMessage(ctx, borrowerId, id)
  })
}
