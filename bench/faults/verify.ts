import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { checkBook } from '@/lib/ledger/check-queries'
import { parseAmount } from '@/lib/money'
import { checkInvariants } from '@/lib/testing/invariants/check'
import type { Finding } from '@/lib/testing/invariants/invariant'
import { fromToken } from '@/lib/url-token'
import type { Answers } from './answers'
import { contextOf, PROVIDER } from './book'
import type { Scene } from './scene'

type Row = { name: string; id: string; amount: string; status: string }
const list = (db: Db, query: SQL) => db.execute<Row>(query)

/** The books against every invariant, against their own history, and against everything that was answered. */
export async function verify({ stage, ours, other, answers }: Scene): Promise<Finding[]> {
  const db = stage.owner.db
  const balances = { name: 'balances recomputed from history equal those shown', seen: 0, broken: [] as string[] }
  for (const { id } of [ours, other]) {
    const { borrowers, discrepancies } = await checkBook(await contextOf(stage, { kind: 'system', id: null, lenderId: id }))
    balances.seen += borrowers
    balances.broken.push(...discrepancies.map(one => JSON.stringify(one)))
  }
  return [...(await checkInvariants(db)), balances, ...(await checkAnswers(db, answers)), { name: 'no answer that no fault excuses', seen: [...answers.done.values()].reduce((a, b) => a + b, 0), broken: answers.wrong }]
}

/** What was acknowledged is there exactly once, and nothing that was not. */
export async function checkAnswers(db: Db, answers: Answers): Promise<Finding[]> {
  return [await checkPayments(db, answers), await checkReversals(db, answers), await checkEvents(db, answers), await checkPeople(db, answers), await checkLines(db, answers), await checkJobs(db)]
}

async function checkPayments(db: Db, { payments }: Answers): Promise<Finding> {
  const rows = await list(db, sql`select external_id as name, id, amount_cents as amount, status from payments where source = 'faults'`)
  const stored = Map.groupBy(rows, row => row.name)
  const broken = [...payments].flatMap(([name, { id, amount }]) => {
    const mine = stored.get(name) ?? []
    const isSound = mine.length === 1 && mine[0]?.id === fromToken(id)?.id && Number(mine[0]?.amount) === parseAmount(amount)
    return isSound ? [] : [`payment ${name} of ${amount}: ${JSON.stringify(mine)}`]
  })
  broken.push(...[...stored.keys()].filter(name => !payments.has(name)).map(name => `payment ${name} was never acknowledged`))
  return { name: 'every acknowledged payment exists once, no other', seen: payments.size, broken }
}

async function checkReversals(db: Db, { reversed }: Answers): Promise<Finding> {
  const rows = await list(db, sql`select external_id as name, id, '' as amount, status from payments where source = 'faults' and status = 'reversed'`)
  const wanted = new Set([...reversed].map(token => fromToken(token)?.id ?? token))
  const found = new Set(rows.map(row => row.id))
  const broken = [...wanted].filter(id => !found.has(id)).map(id => `payment ${id} was acknowledged as reversed and stands`)
  broken.push(...[...found].filter(id => !wanted.has(id)).map(id => `payment ${id} is reversed and nobody was told`))
  return { name: 'every acknowledged reversal stands, no other', seen: reversed.size, broken }
}

async function checkEvents(db: Db, { events }: Answers): Promise<Finding> {
  const posted = await list(db, sql`select external_id as name, id, amount_cents as amount, status from payments where source = ${PROVIDER}`)
  const kept = await list(db, sql`select reference as name, id, amount_cents as amount, state as status from bank_lines where source = 'provider'`)
  const stored = Map.groupBy([...posted, ...kept], row => row.name)
  const broken = [...events].flatMap(([name, { amount, isOurs, isTakenBack }]) => {
    const mine = stored.get(name) ?? []
    const wanted = isOurs ? (isTakenBack ? 'reversed' : 'posted') : isTakenBack ? 'not_ours' : 'waiting'
    const isSound = mine.length === 1 && mine[0]?.status === wanted && Number(mine[0]?.amount) === parseAmount(amount)
    return isSound ? [] : [`event ${name} of ${amount}, wanted ${wanted}: ${JSON.stringify(mine)}`]
  })
  broken.push(...[...stored.keys()].filter(name => !events.has(name)).map(name => `event ${name} was never acknowledged`))
  return { name: "every provider's payment exists once, as last told", seen: events.size, broken }
}

async function checkPeople(db: Db, { decisions, contacts, promises }: Answers): Promise<Finding> {
  const rows = await db.execute<{ id: string }>(sql`select id from guard_decisions union all select id from contacts union all select id from promises`)
  const stored = new Set(rows.map(row => row.id))
  const wanted = [...[...decisions.values(), ...contacts.values()].map(token => fromToken(token)?.id ?? token), ...promises]
  return { name: 'every acknowledged decision, contact and promise exists', seen: wanted.length, broken: wanted.filter(id => !stored.has(id)).map(id => `${id} is not there`) }
}

/** A whole file's lines are in the books once, however often it came; a cut file's last word is nobody's money. */
async function checkLines(db: Db, { files }: Answers): Promise<Finding> {
  const rows = await list(db, sql`select reference as name, id, '' as amount, state as status from bank_lines where source = 'bank' and state in ('waiting', 'posted', 'not_ours')`)
  const stored = Map.groupBy(rows, row => row.name)
  const wanted = new Set(files.flatMap(file => file.references))
  const broken = [...wanted].filter(name => stored.get(name)?.length !== 1).map(name => `line ${name} stands ${stored.get(name)?.length ?? 0} times`)
  broken.push(...rows.filter(row => row.status === 'posted' && !wanted.has(row.name)).map(row => `half a line was posted: ${row.name}`))
  return { name: 'every line of a file stands once, no half line is posted', seen: wanted.size, broken }
}

async function checkJobs(db: Db): Promise<Finding> {
  const [seen] = await db.execute<{ count: number }>(sql`select count(*)::int as count from pgboss.job`)
  const rows = await db.execute<{ what: string }>(sql`select count(*) || ' jobs of ' || name || ' ' || state as what from pgboss.job where state in ('failed', 'cancelled') group by name, state`)
  return { name: 'no job was given up', seen: seen?.count ?? 0, broken: rows.map(row => row.what) }
}
