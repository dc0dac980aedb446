import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'

await bootstrap(fileURLToPath(import.meta.url), async () => {
  const { serve } = await import('./serve.mjs')
  const { buildWhenNeeded } = await import('./build.mjs')
  return serve({ kind: 'demo', production: true, beforeStart: buildWhenNeeded })
})
