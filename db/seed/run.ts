import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { connect, type Database } from '@/db/client'
import { newId } from '@/lib/clock'
import type { Ctx, SystemActor } from '@/lib/context'
import type { LocalDate } from '@/lib/dates'
import { diskStorage } from '@/lib/documents/disk-storage-port'
import type { Storage } from '@/lib/documents/storage-port'
import { openContext } from '@/lib/lenders/queries'
import { demoFileOf, writeDemoFile } from './demo-file'
import { seedInstitution } from './institutions'
import { demoLenders, tapeLending, type DemoLender } from './lenders'
import { demoBorrowers, placedBorrowers, seedLenderWorld } from './lender-world'
import { isLoaded, loadFile, markLoaded } from './load'
import { seedProvider } from './payment-provider'
import { seedStrategies } from './strategies'
import { seedTemplates } from './templates'

const TAPE = new URL('./tape/loan-tape.csv', import.meta.url)

export type SeedOptions = { ownerUrl: string; appUrl: string; filesDir: string; now: Date; demoFile: string | null; log: (line: string) => void }

/** Loads the demo world: lenders and staff as the tables' owner, everything else by commands as the app. Twice is once. */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const owner = connect(options.ownerUrl, { max: 2 })
  const app = connect(options.appUrl, { max: 24 })
  const storage = diskStorage(options.filesDir)
  try {
    for (const lender of demoLenders) await seedInstitution(owner.db, lender, options.now)
    const contexts = await Promise.all(demoLenders.map(lender => systemOf(app.db, lender, options.now)))
    for (const ctx of contexts) await Promise.all([seedStrategies(ctx), seedTemplates(ctx), seedProvider(ctx)])
    const [tape] = contexts.filter(ctx => ctx.lender.slug === tapeLending.slug)
    if (tape && (await isLoaded(tape))) options.log('The demo world is already there.')
    else await withFreeClock(owner.db, () => loadWorlds(options, contexts, storage))
    await dropPastJobs(owner.db)
    // The first pages and sweeps need the sizes now, not when the server gets round to it.
    await owner.db.execute(sql`analyze`)
    const today = new Map(contexts.map(ctx => [ctx.lender.slug, ctx.today]))
    if (options.demoFile) writeDemoFile(options.demoFile, demoFileOf(demoLenders, lender => borrowersOf(lender, today.get(lender.slug)), lender => placedOf(lender, today.get(lender.slug))))
  } finally {
    await app.close()
    await owner.close()
  }
}

/** The lenders side by side: while one waits for the database, another computes. The tape comes last to be marked as loaded. */
async function loadWorlds({ log }: SeedOptions, contexts: Ctx<SystemActor>[], storage: Storage): Promise<void> {
  const timed = async (name: string, work: Promise<void>) => {
    await work
    log(`${name} is loaded`)
  }
  await Promise.all(
    contexts.map(ctx => {
      const lender = demoLenders.find(({ id }) => id === ctx.actor.lenderId)
      if (!lender || lender === tapeLending) return timed(tapeLending.name.en, loadFile(ctx, storage, readFileSync(TAPE), { name: 'loan-tape.csv', preset: 'lending_club' }))
      return timed(lender.name.en, seedLenderWorld(ctx, lender, storage))
    }),
  )
  await Promise.all(contexts.map(markLoaded))
}

const systemOf = (db: Database, lender: DemoLender, now: Date) => openContext<SystemActor>(db, { kind: 'system', id: null, lenderId: lender.id }, now, newId())

const borrowersOf = (lender: DemoLender, today: LocalDate | undefined) => (lender === tapeLending || !today ? [] : demoBorrowers(lender, today))

const placedOf = (lender: DemoLender, today: LocalDate | undefined) => (lender === tapeLending || !today ? [] : placedBorrowers(lender, today))

/** What was done while history was played is not done again by the worker; what still waits is. */
const dropPastJobs = (owner: Database) =>
  owner.execute(sql`delete from pgboss.job j where name like 'import.%' or name like 'statement.%' or (name like 'message.%'
    and not exists (select from messages m where m.id = (j.data ->> 'messageId')::uuid and m.status = 'queued'))`)

/** History lies in the past: while it is written the database believes the moment it is told. */
async function withFreeClock(owner: Database, work: () => Promise<void>): Promise<void> {
  await owner.execute(sql`update guard_clock set is_free = true`)
  try {
    await work()
  } finally {
    await owner.execute(sql`update guard_clock set is_free = false`)
  }
}
