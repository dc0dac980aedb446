import { readClock } from '@/lib/clock'
import { envAtStart } from '@/lib/env'
import { seedDemo } from './run'

const env = envAtStart()
if (!env.MIGRATION_DATABASE_URL) throw new Error('The demo world is loaded as the owner of the tables: MIGRATION_DATABASE_URL is missing.')
if (env.NODE_ENV === 'production' && !env.LEEWAY_DEMO) throw new Error('The demo world has public passwords; it is loaded only where LEEWAY_DEMO=1.')

await seedDemo({
  ownerUrl: env.MIGRATION_DATABASE_URL,
  appUrl: env.DATABASE_URL,
  filesDir: env.LEEWAY_FILES_DIR,
  now: readClock(env.LEEWAY_CLOCK_OFFSET_DAYS),
  demoFile: process.env.LEEWAY_DEMO_FILE ?? null,
  log: line => console.log(`  ${line}`),
})
