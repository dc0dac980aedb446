import { sql } from 'drizzle-orm'
import type { Ctx } from '@/lib/context'
import { decideMany, type DecideContact } from '@/lib/guard/commands'
import { openContext } from '@/lib/lenders/queries'
import { shippedTemplate } from '@/lib/outbox/default-templates'
import { previewDueMessages } from '@/lib/outbox/due-queries'
import { contentOf } from '@/lib/outbox/message-content'
import { render } from '@/lib/outbox/render'
import { NOW } from './book'
import { printRow, seconds } from './measure'
import { preparePeople } from './people'
import type { BenchWorld } from './world'

const PLANNED = 100_000
const CHUNK = 500
const START = '00000000-0000-0000-0000-000000000000'
const VALUES = {
  name: '王*明', hotline: '400-000-0001', portalUrl: 'https://leeway.example/portal/bench', trustCode: '7K3M-9QXA',
  optOutUrl: 'https://leeway.example/stop/7K3M-9QXA', contract: 'BENCH-0001', amount: '¥1,000.00', days: '3', date: '2026-06-12', until: '2026-06-22',
} // prettier-ignore

/** A text about the debt to everybody in the book: what will become of each, then the decision itself, stored, in one walk. */
export async function benchPlanned(world: BenchWorld, lenderId: string): Promise<void> {
  await preparePeople(world, lenderId, PLANNED)
  const ctx = await openContext(world.app.db, { kind: 'system', id: null, lenderId }, NOW, 'bench')
  const count = await queueTexts(world, ctx)
  let shown = ''
  const before = process.memoryUsage().rss
  const looking = await seconds(async () => {
    const { total, handed, delayed, blocked, openings, rules } = await previewDueMessages(ctx, PLANNED)
    const when = openings.map(({ at, count }) => `${count} to ${at.toISOString()}`).join(', ')
    shown = `${total}: ${handed} allowed, ${delayed} delayed (${when}), ${blocked} blocked; ${rules.map(({ rule, count }) => `${count} ${rule}`).join(', ')}`
  })
  const grown = (from: number) => `+${Math.round((process.memoryUsage().rss - from) / 1e6)} MB`
  printRow(`guard, ${count} planned, preview`, `${(count / looking).toFixed(0)}/s`, grown(before), 0)
  const middle = process.memoryUsage().rss
  const tally = { allowed: 0, blocked: 0, needs_reason: 0 }
  const deciding = await seconds(async () => {
    for (let after = START; ; ) {
      const chunk = await listPlanned(world, ctx, after)
      for (const { decision } of await decideMany(ctx, chunk.map(one => one.planned))) tally[decision] += 1
      after = chunk.at(-1)?.id ?? after
      if (chunk.length < CHUNK) break
    }
  })
  printRow(`guard, ${count} planned, decided and stored`, `${(count / deciding).toFixed(0)}/s`, grown(middle), 0)
  console.log(`  preview ${shown}\n  decided ${JSON.stringify(tally)}`)
}

/** One text each to people with a past, some on hold (see `preparePeople`); one in fifty refuses, one in thirty lives where it is night. */
async function queueTexts(world: BenchWorld, ctx: Ctx): Promise<number> {
  const lenderId = ctx.lender.id
  const template = shippedTemplate('overdue_notice', 'sms')
  const body = template ? render(template.body['zh-CN'], { ...VALUES, lender: ctx.lender.name['zh-CN'] }, 'zh-CN', 'sms') : ''
  const db = world.owner.db
  await db.execute(sql`update contact_points p set consent = case when b.i % 50 = 7 then 'refused' else p.consent end, time_zone = case when b.i % 30 = 11 then 'America/New_York' end
    from bench_book b where b.borrower_id = p.borrower_id and (b.i % 50 = 7 or b.i % 30 = 11)`)
  await db.execute(sql`insert into messages (borrower_id, id, lender_id, case_id, contact_point_id, kind, purpose, template_code, locale, to_masked, subject, body, trust_code, status, send_after, unique_key, created_at)
    select p.borrower_id, uuidv7(), ${lenderId}, null, p.id, 'sms', 'collection', 'overdue_notice', 'zh-CN', '138****0000', '', ${body}, '7K3M-9QXA', 'queued', ${NOW.toISOString()}::timestamptz, 'bench', ${NOW.toISOString()}::timestamptz
    from contact_points p join bench_book b on b.borrower_id = p.borrower_id where b.i <= ${PLANNED}`)
  await db.execute(sql`analyze`)
  const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from messages where unique_key = 'bench'`)
  return row?.count ?? 0
}

type Row = { id: string; borrower_id: string; point: string; subject: string; body: string }

async function listPlanned(world: BenchWorld, ctx: Ctx, after: string): Promise<{ id: string; planned: DecideContact }[]> {
  const rows = await world.owner.db.execute<Row>(sql`select id, borrower_id, contact_point_id as point, subject, body from messages
    where lender_id = ${ctx.actor.lenderId} and unique_key = 'bench' and id > ${after}::uuid order by id limit ${CHUNK}`)
  return rows.map(row => ({
    id: row.id,
    planned: { borrowerId: row.borrower_id, caseId: null, kind: 'sms', purpose: 'collection', contactPointId: row.point, content: contentOf(row, Object.values(ctx.lender.name)), requestKey: `message:${row.id}` },
  }))
}
