import { connection } from 'next/server'
import { clock } from '@/app/_server/context'
import { database } from '@/app/_server/db'
import { calendars } from '@/lib/calendars/shipped'
import { coverageWarnings } from '@/lib/calendars/working-days'
import { dateIn } from '@/lib/dates'
import { readEnv } from '@/lib/env'
import { readHealth } from '@/lib/jobs/health'

/** 200 when requests can be served, 503 when not; for load balancers and the start-up script. `notes` never make it fail. */
export async function GET(): Promise<Response> {
  await connection()
  const health = await readHealth(database, readEnv().LEEWAY_FILES_DIR)
  const notes = { calendarsEnding: coverageWarnings(Object.values(calendars), dateIn(clock(), 'UTC')) }
  return Response.json({ ...health, notes }, { status: health.status === 'ready' ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
