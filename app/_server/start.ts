import { PowerfulRole } from '@/db/client'
import { envAtStart } from '@/lib/env'
import { safeError } from '@/lib/safe-error'
import { database } from './db'
import { log } from './log'

/** A database that is away is not a reason to end: `/api/health/ready` says so until it is back. */
export async function checkStart(): Promise<void> {
  envAtStart()
  try {
    await database()
  } catch (error) {
    if (!(error instanceof PowerfulRole)) return log.error({ err: safeError(error) }, 'the database cannot be reached')
    process.stderr.write(`\n${error.message}\n`)
    process.exit(1)
  }
}

type Asked = { method: string; headers: NodeJS.Dict<string | string[]> }

export function logBrokenPage(error: unknown, { method, headers }: Asked, route: string): void {
  const digest = error instanceof Error && 'digest' in error ? error.digest : undefined
  log.error({ requestId: headers['x-request-id'], digest, method, route, err: safeError(error) }, 'a page broke')
}
