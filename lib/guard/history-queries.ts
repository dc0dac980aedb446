import { sql } from 'drizzle-orm'
import { uuids } from '@/db/arrays'
import type { Ctx } from '../context'
import { addHours } from '../dates'
import { partyOf, placeOf, type HistoryBody } from './subject'

/** Long enough for every cap and for a row of failed dials; third persons are remembered for good. */
const HISTORY_DAYS = 60
const KEPT = 2000

type Taken = { borrower_id: string; at: string; kind: HistoryBody['kind']; purpose: HistoryBody['purpose']; number: string | null; by: string; outcome: string | null; relation: string | null }
type Received = Pick<Taken, 'borrower_id' | 'at' | 'kind' | 'number' | 'outcome'>

/** Allowed decisions, used or still reserved, and what came in, oldest first; each entry once. Two statements for any number of people. */
export async function loadHistories(ctx: Ctx, borrowerIds: readonly string[]): Promise<Map<string, HistoryBody[]>> {
  const since = sql`${addHours(ctx.now, -HISTORY_DAYS * 24).toISOString()}::timestamptz`
  const [taken, received] = await Promise.all([
    ctx.db.execute<Taken>(sql`
      select t.* from unnest(${uuids(borrowerIds)}) p (id) cross join lateral (
        select d.borrower_id, d.decided_at::text as at, d.kind, d.purpose, d.contact_point_id as number, d.actor_kind as by, c.outcome, n.relation
        from guard_decisions d
          left join contacts c on c.borrower_id = d.borrower_id and c.guard_decision_id = d.id
          left join contact_points n on n.borrower_id = d.borrower_id and n.id = d.contact_point_id
        where d.lender_id = ${ctx.actor.lenderId}::uuid and d.borrower_id = p.id and d.decision = 'allowed'
          and (d.decided_at >= ${since} or d.kind = 'third_party_call')
        order by d.decided_at desc, d.id desc limit ${KEPT}) t`),
    ctx.db.execute<Received>(sql`
      select t.* from unnest(${uuids(borrowerIds)}) p (id) cross join lateral (
        select c.borrower_id, c.occurred_at::text as at, c.kind, c.contact_point_id as number, c.outcome
        from contacts c
        where c.lender_id = ${ctx.actor.lenderId}::uuid and c.borrower_id = p.id and c.direction = 'in' and c.occurred_at >= ${since}
        order by c.occurred_at desc, c.id desc limit 500) t`),
  ])
  const found = new Map<string, HistoryBody[]>()
  const add = (id: string, entry: HistoryBody) => {
    const entries = found.get(id)
    if (entries) entries.push(entry)
    else found.set(id, [entry])
  }
  for (const row of received) add(row.borrower_id, cameIn(row))
  for (const row of taken) add(row.borrower_id, wentOut(row))
  return new Map([...found].map(([id, entries]) => [id, entries.reverse().slice(-KEPT)]))
}

const moment = (text: string) => new Date(text).toISOString()

const wentOut = ({ at, kind, number, relation, purpose, outcome, by }: Taken): HistoryBody => ({
  at: moment(at),
  kind,
  party: partyOf(relation ?? undefined),
  purpose,
  outcome,
  by,
  ...placeOf(kind, number),
})

const cameIn = ({ at, kind, number, outcome }: Received): HistoryBody => ({ at: moment(at), kind, direction: 'in', purpose: 'reply', outcome, ...placeOf(kind, number) })
