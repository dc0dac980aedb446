import { sql, type SQL } from 'drizzle-orm'
import type { Db } from '@/db/client'
import { checkInvariants } from '@/lib/testing/invariants/check'
import type { Finding } from '@/lib/testing/invariants/invariant'
import { sabotage } from '@/lib/testing/invariants/sabotage'
import type { Scene } from './scene'
import { checkAnswers } from './verify'

const answered: Record<string, SQL> = {
  'every acknowledged payment exists once, no other': sql`update payments set external_id = 'lost' where source = 'faults' and external_id = (select min(external_id) from payments where source = 'faults')`,
  'every acknowledged reversal stands, no other': sql`update payments set status = case status when 'posted' then 'reversed' else 'posted' end where source = 'faults'`,
  "every provider's payment exists once, as last told": sql`update payments set amount_cents = amount_cents + 1 where source = 'sandbox'`,
  'every acknowledged decision, contact and promise exists': sql`delete from guard_decisions where actor_kind = 'api'`,
  'every line of a file stands once, no half line is posted': sql`update bank_lines set state = 'duplicate' where source = 'bank'`,
  'no job was given up': sql`update pgboss.job set state = 'failed' where state = 'completed'`,
}

/** Breaks each promise once, as the owner, in a transaction that is undone, and wants it named. What had nothing to look at is said. */
export async function proveChecks({ stage, answers }: Scene): Promise<boolean> {
  const owner = stage.owner.db
  const [invariants, told] = [await checkInvariants(owner), await checkAnswers(owner, answers)]
  const missed: string[] = []
  const prove = async (before: readonly Finding[], name: string, breaking: (db: Db) => Promise<unknown>, check: (db: Db) => Promise<Finding[]>) => {
    if (before.find(finding => finding.name === name)?.seen === 0) return void console.log(`  nothing to break: ${name}`)
    const undone = new Error('undone')
    await owner
      .transaction(async tx => {
        await tx.execute(sql`set local session_replication_role = replica`)
        await breaking(tx)
        if ((await check(tx)).every(finding => finding.name !== name || finding.broken.length === 0)) missed.push(name)
        throw undone
      })
      .catch((error: unknown) => {
        if (error !== undone) throw error
      })
  }
  for (const [name, statements] of Object.entries(sabotage)) {
    await prove(invariants, name, async db => {
      for (const statement of statements) await db.execute(sql.raw(statement))
    }, checkInvariants)
  }
  for (const [name, statement] of Object.entries(answered)) await prove(told, name, db => db.execute(statement), db => checkAnswers(db, answers))
  console.log(missed.length === 0 ? '\nEach check named its own sabotage.' : `\nSABOTAGE NOT SEEN: ${missed.join('; ')}`)
  return missed.length === 0
}
