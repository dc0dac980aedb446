import { randomBytes } from 'node:crypto'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connect } from '@/db/client'
import { databaseUrl, freePort, startEmbedded } from '@/db/embedded'
import { migrateDatabase } from '@/db/migrate'
import { setUpRoles } from '@/db/setup'
import { withClient } from '@/lib/testing/cluster'

export type BenchWorld = Awaited<ReturnType<typeof openBenchWorld>>

/** A Postgres of its own that syncs to disk as in production, with the app's own role; removed at the end. */
export async function openBenchWorld() {
  const home = mkdtempSync(path.join(tmpdir(), 'leeway-bench-'))
  chmodSync(home, 0o755)
  mkdirSync(path.join(home, 'files'))
  const port = await freePort()
  const cluster = await startEmbedded({ dir: path.join(home, 'pg'), port, password: 'bench', durable: true })
  await withClient(cluster.url, sql => sql.unsafe('create database leeway_bench'))
  const ownerUrl = databaseUrl('bench', port, 'leeway_bench')
  await migrateDatabase(ownerUrl)
  const { appUrl, workerUrl } = await setUpRoles(ownerUrl, { appPassword: 'app', workerPassword: 'worker' })
  const key = () => randomBytes(32).toString('base64')
  Object.assign(process.env, {
    DATABASE_URL: appUrl,
    WORKER_DATABASE_URL: workerUrl,
    NEXTAUTH_SECRET: key(),
    LEEWAY_FIELD_KEY: key(),
    LEEWAY_INDEX_KEY: key(),
    LEEWAY_FILES_DIR: path.join(home, 'files'),
    LOG_LEVEL: 'silent',
  })
  const owner = connect(ownerUrl, { max: 24 })
  const app = connect(appUrl, { max: 24 })
  await owner.db.execute('update guard_clock set is_free = true')
  return {
    owner,
    app,
    ownerUrl,
    close: async () => {
      await app.close()
      await owner.close()
      await cluster.stop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
