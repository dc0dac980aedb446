import { test as base } from '@playwright/test'
import { startServer, type Server, type World } from './servers'

type WorkerFixtures = { world: World; server: Server }

/** Every spec imports `test` from here: each worker has its own database and web server, and pages open on it. */
export const test = base.extend<object, WorkerFixtures>({
  world: [
    async ({}, provide) => {
      await provide(JSON.parse(process.env.LEEWAY_E2E_WORLD ?? '{}') as World)
    },
    { scope: 'worker' },
  ],
  server: [
    async ({ world }, provide) => {
      const server = await startServer(world)
      await provide(server)
      await server.stop()
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ server }, provide) => provide(server.url),
})

export { expect } from '@playwright/test'
