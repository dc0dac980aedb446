import { afterAll, beforeAll, inject } from 'vitest'
import { cloneDatabase, type ClonedDatabase, type TestDatabase } from './clone'

export type { TestDatabase } from './clone'

/**
 * Gives a database test file a database of its own: read the addresses inside `beforeAll`, hooks or tests, not at the
 * top of the file. It is dropped after the file's last test, so end your clients in `afterAll`.
 */
export function useDatabase(): TestDatabase {
  let database: ClonedDatabase | null = null
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
