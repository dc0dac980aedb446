import { connect, refusePowerfulRole, type Connection, type Database } from '@/db/client'
import { readEnv } from '@/lib/env'

type Held = { connection: Connection; checked: Promise<void> | null }
const holder = globalThis as typeof globalThis & { leewayDatabase?: Held }

/** No page waits longer for one statement; the longest of a request, a page of a bank file, takes a few seconds. */
const LONGEST_MS = 60_000

/** The app's one pool, under a role that owns nothing; refuses to serve under any other. */
export async function database(): Promise<Database> {
  const held = (holder.leewayDatabase ??= { connection: connect(readEnv().DATABASE_URL, { max: 10, longestMs: LONGEST_MS }), checked: null })
  held.checked ??= refusePowerfulRole(held.connection.db)
  try {
    await held.checked
  } catch (error) {
    // A database that was away once is asked again.
    held.checked = null
    throw error
  }
  return held.connection.db
}
