import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { connect, type Database } from '@/db/client'
import { newId } from '@/lib/clock'
import type { Ctx, SystemActor } from '@/lib/context'
import { diskStorage } from '@/lib/documents/disk-storage-port'
import type { Storage } from '@/lib/documents/storage-port'
import { openContext } from '@/lib/lenders/queries'
import { demoFileOf, writeDemoFile } from './demo-file'
import { seedInstitution } from './institutions'
import { anhe, demoLenders, qingzhou, tapeLending, type DemoLender } from './lenders'
import { loadFile } from './load'

export type SeedOptions = { ownerUrl: string; appUrl: string; filesDir: string; now: Date; demoFile: string | null; log: (line: string) => void }

/** Loads the demo world: lenders and staff as the tables' owner, everything else by commands as the app. Twice is once. */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const owner = connect(options.ownerUrl, { max: 2 })
  const app = connect(options.appUrl, { max: 12 })
  const storage = diskStorage(options.filesDir)
  try {
    for (const lender of demoLenders) await seedInstitution(owner.db, lender, options.now)
    await withFreeClock(owner.db, async () => {
      const ctx = await openContext<SystemActor>(app.db, { kind: 'system', id: null, lenderId: tapeLending.id }, options.now, newId())
      const t = performance.now()
      await loadFile(ctx, storage, readFileSync(new URL('./tape/loan-tape.csv', import.meta.url)), { name: 'loan-tape.csv', preset: 'lending_club' })
      options.log(`tape ${performance.now() - t}`)
    })
    if (options.demoFile) writeDemoFile(options.demoFile, demoFileOf(demoLenders, () => []))
  } finally {
    await app.close()
    await owner.close()
  }
}

/** History lies in the past: while it is written the database believes the moment it is told. */
async function withFreeClock(owner: Database, work: () => Promise<void>): Promise<void> {
  await owner.execute(sql`update guard_clock set is_free = true`)
  try {
    await work()
  } finally {
    await owner.execute(sql`update guard_clock set is_free = false`)
  }
}
