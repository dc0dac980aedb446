import { sql } from 'drizzle-orm'
import type { StaffActor } from '@/lib/context'
import { listQueue } from '@/lib/cases/queue-queries'
import { cursorText } from '@/lib/cases/queue'
import { readQueueFilter } from '@/lib/cases/queue-filter'
import { nextCase } from '@/lib/cases/work-commands'
import { openContext } from '@/lib/lenders/queries'
import { NOW } from './book'
import { median, p99, perSecond, printRow, timeEach } from './measure'
import type { BenchWorld } from './world'

const ms = (times: number[]) => `${median(times).toFixed(1)} / ${p99(times).toFixed(1)} ms`

/** A page of the desk as the app reads it, against the bare SELECT of the same rows as the tables' owner. */
export async function benchQueue(world: BenchWorld, lenderId: string, collector: StaffActor): Promise<void> {
  const ctx = await openContext(world.app.db, collector, NOW, 'bench')
  const bare = (after: { score: number; id: string } | null) =>
    world.owner.db.execute(sql`select c.*, b.name from cases c join borrowers b on b.lender_id = c.lender_id and b.id = c.borrower_id
      where c.lender_id = ${lenderId} and c.queue = 'work' ${after ? sql`and (c.rank_score, c.id) < (${after.score}, ${after.id}::uuid)` : sql``}
      order by c.rank_score desc, c.id desc limit 61`)
  const [deep] = await world.owner.db.execute<{ score: number; id: string }>(
    sql`select rank_score as score, id from cases where lender_id = ${lenderId} order by rank_score desc, id desc
      offset (select count(*) * 9 / 10 from cases where lender_id = ${lenderId}) limit 1`,
  )
  if (!deep) throw new Error('the book is smaller than its deep page')
  const filter = (cursor: string) => readQueueFilter(new URLSearchParams({ view: 'all', cursor }))
  await timeEach(20, () => listQueue(ctx, filter('')))
  const first = await timeEach(200, () => listQueue(ctx, filter('')))
  const firstFloor = await timeEach(200, () => bare(null))
  const far = await timeEach(200, () => listQueue(ctx, filter(cursorText(deep))))
  const farFloor = await timeEach(200, () => bare(deep))
  printRow('queue, first page with count (median / p99)', ms(first), ms(firstFloor), median(first) / median(firstFloor))
  printRow('queue, nine tenths down (median / p99)', ms(far), ms(farFloor), median(far) / median(farFloor))
  printRow('  nine tenths down against first page', ms(far), ms(first), median(far) / median(first))
}

/** Twenty collectors press "next" at once; the floor is the bare SKIP LOCKED claim. No case may come twice. */
export async function benchClaims(world: BenchWorld, lenderId: string, collectors: StaffActor[]): Promise<void> {
  const contexts = await Promise.all(collectors.map(collector => openContext(world.app.db, collector, NOW, 'bench')))
  const claimed: string[] = []
  const claims = 3000
  const rate = await perSecond(claims, contexts.length, async piece => {
    const ctx = contexts[piece % contexts.length]
    const found = ctx && (await nextCase(ctx))
    if (found) claimed.push(found.caseId)
  })
  if (new Set(claimed).size !== claims) throw new Error(`${claims} claims gave ${new Set(claimed).size} different cases`)
  const floor = await perSecond(claims, contexts.length, () =>
    world.owner.db.execute(sql`update cases set claimed_until = now() + interval '15 minutes' where (borrower_id, id) = (
      select borrower_id, id from cases where lender_id = ${lenderId} and queue = 'work' and claimed_until is null
      order by rank_score desc, id desc limit 1 for update skip locked)`),
  )
  printRow(`next case, ${contexts.length} clients, ${claims} claims, none twice`, `${rate.toFixed(0)}/s`, `${floor.toFixed(0)}/s`, floor / rate)
}
