import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { bootstrap, Sentence } from './bootstrap.mjs'

const VERBS = ['migrate', 'seed', 'reset']

await bootstrap(fileURLToPath(import.meta.url), async () => {
  const verb = process.argv[2]
  if (!VERBS.includes(verb)) throw new Sentence(`Say one of: ${VERBS.join(', ')}`)
  if (existsSync('.env.local')) process.loadEnvFile('.env.local')
  const owner = process.env.MIGRATION_DATABASE_URL
  if (!owner && (process.env.NODE_ENV === 'production' || process.env.WORKER_DATABASE_URL))
    throw new Sentence(`MIGRATION_DATABASE_URL is missing; it is the address of the tables' owner (.env.example explains it).`)
  return owner ? onGiven(verb, owner).catch(inOneSentence) : onOwn(verb)
})

/** A Postgres that refuses says why in one line; its stack trace adds nothing. */
function inOneSentence(error) {
  throw error instanceof Sentence ? error : new Sentence(error.message || error.code)
}

/** A Postgres of your own, named by MIGRATION_DATABASE_URL. */
async function onGiven(verb, owner) {
  const { migrateDatabase } = await import('../db/migrate.ts')
  if (verb === 'migrate') {
    await migrateDatabase(owner)
    console.log('The database is up to date.')
    if (process.argv.includes('--roles')) await printRoles(owner)
    else console.log('To make the login roles of app and worker, or give them new passwords: npm run db:migrate -- --roles')
    return 0
  }
  if (process.env.NODE_ENV === 'production')
    throw new Sentence(`db:${verb} is for demos; NODE_ENV says production, so nothing was done.`)
  const { emptyDatabase } = await import('./world.mjs')
  if (verb === 'reset') {
    await emptyDatabase(owner)
    await migrateDatabase(owner)
    console.log('The database is empty and up to date.')
    return 0
  }
  const { run, typescriptCommand } = await import('./processes.mjs')
  return run(typescriptCommand('db/seed/main.ts'))
}

async function printRoles(owner) {
  const { setUpRoles } = await import('../db/setup.ts')
  const password = () => randomBytes(18).toString('base64url')
  const roles = await setUpRoles(owner, { appPassword: password(), workerPassword: password() })
  console.log(`DATABASE_URL=${roles.appUrl}\nWORKER_DATABASE_URL=${roles.workerUrl}`)
}

/** The demo's own Postgres under .data/. */
async function onOwn(verb) {
  const { claimCheckout, stopSteps } = await import('./processes.mjs')
  const { emptyDatabase, prepareData, prepareDatabase, readSecrets, startDatabase } = await import('./world.mjs')
  const checkout = await claimCheckout(`db:${verb}`, Number(process.env.PORT || 3000))
  // A load that is cut short still leaves no Postgres behind.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stopSteps)
  try {
    prepareData({ reset: verb === 'reset' })
    const secrets = readSecrets()
    const database = await startDatabase(secrets)
    try {
      if (verb === 'reset' && !database.isOurs) await emptyDatabase(database.ownerUrl)
      await prepareDatabase(database.ownerUrl, secrets, { port: Number(process.env.PORT || 3000), production: true })
      console.log('The demo database under .data/ is up to date.')
      return 0
    } finally {
      await database.stop()
    }
  } finally {
    checkout.release()
  }
}
