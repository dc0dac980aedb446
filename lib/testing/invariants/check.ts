import { sql } from 'drizzle-orm'
import type { Db } from '@/db/client'
import type { Finding, Invariant } from './invariant'
import { moneyInvariants } from './money'
import { peopleInvariants } from './people'
import { traceInvariants } from './trace'

export const invariants: readonly Invariant[] = [...moneyInvariants, ...peopleInvariants, ...traceInvariants]

/** Asks every invariant of all lenders' rows; `owner` must see past row-level security. */
export async function checkInvariants(owner: Db): Promise<Finding[]> {
  const found: Finding[] = []
  for (const { name, seen, broken } of invariants) {
    const [counted] = await owner.execute<{ count: string }>(sql.raw(seen))
    const rows = await owner.execute<{ what: string }>(sql.raw(`select what from (${broken}) broken limit 20`))
    found.push({ name, seen: Number(counted?.count ?? 0), broken: rows.map(row => row.what) })
  }
  return found
}
