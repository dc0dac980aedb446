import { sql } from 'drizzle-orm'
import { connect, type Database } from '@/db/client'
import { demoFileOf, writeDemoFile } from './demo-file'
import { seedInstitution } from './institutions'
import { demoLenders } from './lenders'

export type SeedOptions = { ownerUrl: string; appUrl: string; now: Date; demoFile: string | null; log: (line: string) => void }

/** Loads the demo world: lenders and staff as the tables' owner, everything else by commands as the app. Twice is once. */
export async function seedDemo(options: SeedOptions): Promise<void> {
  const owner = connect(options.ownerUrl, { max: 2 })
  try {
    for (const lender of demoLenders) await seedInstitution(owner.db, lender, options.now)
    await withFreeClock(owner.db, async () => {
      options.log(`${demoLenders.length} lenders with their staff`)
    })
    if (options.demoFile) writeDemoFile(options.demoFile, demoFileOf(demoLenders, () => []))
  } finally {
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
