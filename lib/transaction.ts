import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { Actor, Ctx } from './context'
import { knownConflict } from './constraints'

/** Runs `work` in one transaction under the actor's row-level security; joins the transaction that is already open. */
export async function transaction<A extends Actor, T>(ctx: Ctx<A>, work: (ctx: Ctx<A>) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return work(ctx)
  try {
    return await ctx.db.transaction(async db => {
      await actAs(db, ctx.actor)
      return work({ ...ctx, db, inTransaction: true })
    })
  } catch (error) {
    throw knownConflict(error) ?? error
  }
}

/** As `transaction`, but the database refuses writes: every query reads through here, so that its scope is set. */
export async function read<A extends Actor, T>(ctx: Ctx<A>, work: (ctx: Ctx<A>) => Promise<T>): Promise<T> {
  return readAt(ctx, 'read committed', work)
}

/** As `read`, and every statement sees the same moment: for sums that are held against one another. */
export async function snapshot<A extends Actor, T>(ctx: Ctx<A>, work: (ctx: Ctx<A>) => Promise<T>): Promise<T> {
  return readAt(ctx, 'repeatable read', work)
}

async function readAt<A extends Actor, T>(ctx: Ctx<A>, isolationLevel: 'read committed' | 'repeatable read', work: (ctx: Ctx<A>) => Promise<T>): Promise<T> {
  if (ctx.inTransaction) return work(ctx)
  return ctx.db.transaction(
    async db => {
      await actAs(db, ctx.actor)
      return work({ ...ctx, db, inTransaction: true })
    },
    { accessMode: 'read only', isolationLevel },
  )
}

/** The settings that row-level security and the guard read, for this transaction only. */
async function actAs(db: Db, actor: Actor): Promise<void> {
  const borrowerId = actor.kind === 'borrower' ? actor.id : ''
  await db.execute(sql`select set_config('app.actor_kind', ${actor.kind}, true), set_config('app.actor_id', ${actor.id ?? ''}, true),
    set_config('app.lender_id', ${actor.lenderId}, true), set_config('app.agency_id', ${actor.kind === 'agency' ? actor.agencyId : ''}, true), set_config('app.borrower_id', ${borrowerId}, true)`)
}
