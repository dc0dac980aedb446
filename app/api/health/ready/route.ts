import { connection } from 'next/server'
import { database } from '@/app/_server/db'
import { readEnv } from '@/lib/env'
import { readHealth } from '@/lib/jobs/health'

/** 200 when requests can be served, 503 when not; for load balancers and the start-up script. */
export async function GET(): Promise<Response> {
  await connection()
  const health = await readHealth(database, readEnv().LEEWAY_FILES_DIR)
  return Response.json(health, { status: health.status === 'ready' ? 200 : 503, headers: { 'cache-control': 'no-store' } })
}
