import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, inject } from 'vitest'
import { dropLoginRoles, setUpRoles } from '@/db/setup'
import { TEMPLATE, withClient } from './cluster'

export type TestDatabase = { ownerUrl: string; appUrl: string; workerUrl: string }

const PASSWORDS = { appPassword: 'app', workerPassword: 'worker' }

/** A fresh clone of a template with login roles of its own. `drop` takes both away again. */
export async function cloneDatabase(
  clusterUrl: string,
  template = TEMPLATE,
): Promise<TestDatabase & { drop: () => Promise<void> }> {
  const name = `t_${randomBytes(6).toString('hex')}`
  await withClient(clusterUrl, sql => sql.unsafe(`create database ${name} template ${template}`))
  const ownerUrl = withDatabase(clusterUrl, name)
  const roles = await setUpRoles(ownerUrl, PASSWORDS)
  const drop = async () => {
    await withClient(clusterUrl, sql => sql.unsafe(`drop database if exists ${name} with (force)`))
    await dropLoginRoles(clusterUrl, name)
  }
  return { ownerUrl, ...roles, drop }
}

/**
 * Gives a database test file a database of its own: read the addresses inside `beforeAll`, hooks or tests, not at the
 * top of the file. It is dropped after the file's last test, so end your clients in `afterAll`.
 */
export function useDatabase(): TestDatabase {
  let database: Awaited<ReturnType<typeof cloneDatabase>> | null = null
  beforeAll(async () => {
    database = await cloneDatabase(inject('clusterUrl'))
  })
  afterAll(async () => {
    await database?.drop()
  })
  const ready = () => {
    if (!database) throw new Error('The test database exists only inside hooks and tests')
    return database
  }
  return {
    get ownerUrl() {
      return ready().ownerUrl
    },
    get appUrl() {
      return ready().appUrl
    },
    get workerUrl() {
      return ready().workerUrl
    },
  }
}

function withDatabase(clusterUrl: string, name: string): string {
  const url = new URL(clusterUrl)
  url.pathname = `/${name}`
  return url.toString()
}
