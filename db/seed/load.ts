import { Readable } from 'node:stream'
import { and, eq } from 'drizzle-orm'
import { auditEvents } from '@/db/schema'
import { record } from '@/lib/audit/record'
import type { Ctx, SystemActor } from '@/lib/context'
import type { Storage } from '@/lib/documents/storage-port'
import { applyImport } from '@/lib/imports/apply-commands'
import { checkImport } from '@/lib/imports/check-commands'
import { startApply, uploadImport } from '@/lib/imports/commands'
import type { Preset } from '@/lib/imports/presets'
import { findImport } from '@/lib/imports/queries'
import { read, transaction } from '@/lib/transaction'

/** Takes a file into the book the way a lender does: upload, dry run, apply. Throws where a row was refused. */
export async function loadFile(ctx: Ctx<SystemActor>, storage: Storage, bytes: Buffer, file: { name: string; preset: Preset }): Promise<void> {
  const { importId, problem } = await uploadImport(ctx, storage, Readable.from([bytes]), {
    fileName: file.name,
    preset: file.preset,
    asOf: ctx.today,
    sizeBytes: bytes.length,
  })
  if (problem) throw new Error(`${file.name}: ${problem.reason} ${JSON.stringify(problem.values)}`)
  await checkImport(ctx, storage, importId)
  const { status, counts, problem: refused } = await findImport(ctx, importId)
  if (status !== 'checked' || counts.refused) throw new Error(`${file.name}: ${status}, ${counts.refused ?? 0} rows refused, ${JSON.stringify(refused)}`)
  if (!counts.new && !counts.changed) return
  await startApply(ctx, importId)
  await applyImport(ctx, storage, importId)
}

const MARK = 'seed.loaded'

export const isLoaded = (ctx: Ctx): Promise<boolean> =>
  read(ctx, async ctx => (await ctx.db.$count(auditEvents, and(eq(auditEvents.lenderId, ctx.actor.lenderId), eq(auditEvents.type, MARK)))) > 0)

/** Said once, when everything of a lender is there. */
export const markLoaded = (ctx: Ctx): Promise<void> => transaction(ctx, ctx => record(ctx, { type: MARK }))
