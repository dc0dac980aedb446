import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect, type Connection } from '@/db/client'
import { useDatabase } from '@/lib/testing/database'
import { withClient } from '@/lib/testing/cluster'
import { readHealth } from './health'

const database = useDatabase()
const files = mkdtempSync(path.join(tmpdir(), 'leeway-health-'))
let app: Connection
const open = () => Promise.resolve(app.db)

beforeAll(() => {
  app = connect(database.appUrl, { max: 2 })
})
afterAll(async () => {
  await app.close()
  rmSync(files, { recursive: true, force: true })
})

describe('readHealth', () => {
  it('is ready when everything is there', async () => {
    expect(await readHealth(open, files)).toEqual({
      status: 'ready',
      checks: { database: true, migrations: true, storage: true },
      queue: { waitingSeconds: null, isWorking: true },
      ledger: { differences: 0, isSound: true },
    })
  })

  it('says that the database is away', async () => {
    const away = await readHealth(() => Promise.reject(new Error('away')), files)
    expect(away).toMatchObject({ status: 'not_ready', checks: { database: false, storage: true }, queue: { isWorking: false } })
  })

  it('says that files cannot be written', async () => {
    const lost = await readHealth(open, path.join(files, 'gone'))
    expect(lost).toMatchObject({ status: 'not_ready', checks: { database: true, migrations: true, storage: false } })
  })

  it('says that no worker is at work, and serves on', async () => {
    await withClient(database.ownerUrl, async sql => {
      await sql`select pgboss.create_queue('health.test', '{"policy":"standard"}'::jsonb)`
      await sql`insert into pgboss.job (name, start_after) values ('health.test', now() - interval '2 minutes')`
    })
    const stuck = await readHealth(open, files)
    expect(stuck).toMatchObject({ status: 'ready', queue: { isWorking: false } })
    expect(stuck.queue.waitingSeconds).toBeGreaterThanOrEqual(120)
  })

  it('tells a database that is behind from one that is away', async () => {
    await withClient(
      database.ownerUrl,
      sql => sql`delete from drizzle.__drizzle_migrations where id = (select max(id) from drizzle.__drizzle_migrations)`,
    )
    const behind = await readHealth(open, files)
    expect(behind).toMatchObject({ status: 'not_ready', checks: { database: true, migrations: false } })
    await withClient(database.ownerUrl, sql => sql.unsafe('drop schema drizzle cascade; drop schema pgboss cascade'))
    expect(await readHealth(open, files)).toMatchObject({ checks: { database: true, migrations: false } })
  })
})
