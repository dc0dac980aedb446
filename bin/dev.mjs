import { fileURLToPath } from 'node:url'
import { bootstrap } from './bootstrap.mjs'

await bootstrap(fileURLToPath(import.meta.url), async () => {
  const { serve } = await import('./serve.mjs')
  return serve({ kind: 'dev', production: false })
})
