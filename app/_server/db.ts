import { connect, refusePowerfulRole, type Connection, type Database } from '@/db/client'
import { readEnv } from '@/lib/env'

type Held = { connection: Connection; checked: Promise<void> }
const holder = globalThis as typeof globalThis & { leewayDatabase?: Held }

/** The app's one pool, under a role that owns nothing; refuses to serve under any other. */
export async function database(): Promise<Database> {
  holder.leewayDatabase ??= open()
  await holder.leewayDatabase.checked
  return holder.leewayDatabase.connection.db
}

function open(): Held {
  const connection = connect(readEnv().DATABASE_URL, { max: 10 })
  return { connection, checked: refusePowerfulRole(connection.db) }
}
