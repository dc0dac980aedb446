import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import postgres from 'postgres'
import { databaseUrl, freePort, isReachable, runningPostmaster, sharedFolder, startEmbedded, stopOrphan } from '../db/embedded.ts'
import { migrateDatabase } from '../db/migrate.ts'
import { setUpRoles } from '../db/setup.ts'
import { root, Sentence } from './bootstrap.mjs'
import { isPortFree, run, typescriptCommand } from './processes.mjs'

export const dataDir = path.join(root, '.data')
const given = process.env.DATABASE_URL
/** A Postgres that DATABASE_URL names has keys and files of its own, so that neither world can spoil the other. */
const home = given
  ? path.join(dataDir, `given-${createHash('sha256').update(placeOf(given)).digest('hex').slice(0, 12)}`)
  : dataDir
const secretsFile = path.join(home, 'secrets.json')
/** What the seed tells about logins and API keys. */
export const accountsFile = path.join(home, 'accounts.json')
const filesDir = path.join(home, 'files')
const START_OVER = given
  ? 'Start over, which empties that database, with the same DATABASE_URL and: npm run demo -- --reset'
  : 'Start over with: npm run demo -- --reset'

/** Everything the demo keeps. A cluster without its ready mark comes from a first start that did not finish. */
export function prepareData({ reset }) {
  mkdirSync(home, { recursive: true })
  // Passable but not listable: as root, the database runs as another user inside it.
  chmodSync(dataDir, 0o711)
  if (given) removeWhen(reset, [filesDir, accountsFile, readyFile(), secretsFile])
  else prepareCluster(clusterDir(), reset)
  mkdirSync(filesDir, { recursive: true, mode: 0o700 })
}

function prepareCluster(cluster, reset) {
  if (runningPostmaster(cluster) !== null) {
    console.log('A Postgres of an earlier run is still up; stopping it first.')
    try {
      stopOrphan(cluster)
    } catch (error) {
      speak(error)
    }
  }
  const isUnfinished = existsSync(cluster) && !existsSync(readyFile())
  if (isUnfinished && !reset) console.log('An earlier first start did not finish; starting it over.')
  // Files and marks without their cluster would pass an empty one for loaded.
  const isGone = !existsSync(cluster)
  removeWhen(reset || isUnfinished || isGone, [
    cluster,
    `${cluster}.unfinished`,
    filesDir,
    accountsFile,
    readyFile(),
    secretsFile,
  ])
  if (!existsSync(cluster)) return
  if (!existsSync(secretsFile))
    throw new Sentence(`The keys of this data (.data/secrets.json) are gone, so it cannot be read. ${START_OVER}`)
  if (!existsSync(path.join(cluster, 'PG_VERSION')))
    throw new Sentence(`The data in ${cluster} is damaged: PG_VERSION is gone. ${START_OVER}`)
}

function removeWhen(wanted, targets) {
  if (wanted) for (const target of targets) rmSync(target, { recursive: true, force: true })
}

/** Beside the data it speaks of, written last. */
const readyFile = () => (given ? path.join(home, 'ready') : `${clusterDir()}.ready`)

function placeOf(url) {
  try {
    const { protocol, host, pathname } = new URL(url)
    if (/^postgres(ql)?:$/.test(protocol)) return `${host}${pathname}`
  } catch {
    // Said below.
  }
  throw new Sentence('DATABASE_URL must look like postgres://user:password@host:5432/leeway')
}

/** As root, the database runs as another user, who may not be able to walk into this checkout. */
function clusterDir() {
  const inside = path.join(dataDir, 'pg')
  return isReachable(root) ? inside : path.join(sharedFolder(root), 'pg')
}

export function readSecrets() {
  if (!existsSync(secretsFile)) {
    const text = bytes => randomBytes(bytes).toString('base64url')
    const key = () => randomBytes(32).toString('base64')
    saveSecrets({
      ownerPassword: text(18),
      appPassword: text(18),
      workerPassword: text(18),
      session: text(32),
      fieldKey: key(),
      indexKey: key(),
    })
  }
  const secrets = readJson(secretsFile)
  const names = ['ownerPassword', 'appPassword', 'workerPassword', 'session', 'fieldKey', 'indexKey']
  if (names.some(name => typeof secrets?.[name] !== 'string'))
    throw new Sentence(`${path.relative(root, secretsFile)} is damaged, so the data cannot be read. ${START_OVER}`)
  // Data of before the payment sandbox gets a key of its own.
  return secrets.paymentKey ? secrets : saveSecrets({ ...secrets, paymentKey: randomBytes(24).toString('base64url') })
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function saveSecrets(secrets) {
  writeFileSync(`${secretsFile}.new`, JSON.stringify(secrets, null, 2), { mode: 0o600 })
  renameSync(`${secretsFile}.new`, secretsFile)
  return secrets
}

/** Where the payment sandbox listens: the same port in every run, while it is free. */
export async function sandboxPort() {
  const secrets = readSecrets()
  if (secrets.sandboxPort && (await isPortFree(secrets.sandboxPort))) return secrets.sandboxPort
  const port = await freePort()
  saveSecrets({ ...secrets, sandboxPort: port })
  return port
}

/** Our own Postgres, or the one DATABASE_URL names, whose address is then its owner's. */
export async function startDatabase(secrets) {
  if (given) {
    await tryConnection(given)
    return { ownerUrl: given, isOurs: false, exited: new Promise(() => undefined), stop: async () => undefined }
  }
  const dir = clusterDir()
  if (!dir.startsWith(dataDir)) console.log(`The database's system user cannot read this folder, so the data goes to ${dir}`)
  const port = secrets.port && (await isPortFree(secrets.port)) ? secrets.port : await freePort()
  if (port !== secrets.port) saveSecrets({ ...secrets, port })
  const cluster = await startEmbedded({ dir, port, password: secrets.ownerPassword, durable: true }).catch(speakOfDamage)
  try {
    await createDatabase(cluster.url, 'leeway')
  } catch (error) {
    await cluster.stop()
    speakOfDamage(error)
  }
  return {
    ownerUrl: databaseUrl(secrets.ownerPassword, port, 'leeway'),
    isOurs: true,
    exited: cluster.exited,
    stop: cluster.stop,
  }
}

async function createDatabase(url, name) {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    const [found] = await sql`select from pg_database where datname = ${name}`
    if (!found) await sql.unsafe(`create database ${name}`)
  } finally {
    await sql.end()
  }
}

async function tryConnection(url) {
  const sql = postgres(url, { max: 1, connect_timeout: 10 })
  try {
    await sql`select 1`
  } catch (error) {
    throw new Sentence(`DATABASE_URL does not lead to a Postgres that answers: ${error.message || error.code}`)
  } finally {
    await sql.end()
  }
}

/** Migrates, makes the login roles, and loads the demo world once. Returns what web and worker need in their environment. */
export async function prepareDatabase(ownerUrl, secrets, { port, sandboxUrl, production }) {
  if (given) await refuseForeignWorld(ownerUrl)
  await migrateDatabase(ownerUrl).catch(speak)
  const roles = await setUpRoles(ownerUrl, secrets).catch(speak)
  const env = {
    NODE_ENV: production ? 'production' : 'development',
    TZ: 'UTC',
    PORT: String(port),
    DATABASE_URL: roles.appUrl,
    WORKER_DATABASE_URL: roles.workerUrl,
    NEXTAUTH_SECRET: secrets.session,
    NEXTAUTH_URL: `http://localhost:${port}`,
    LEEWAY_PUBLIC_URL: `http://localhost:${port}`,
    LEEWAY_FIELD_KEY: secrets.fieldKey,
    LEEWAY_INDEX_KEY: secrets.indexKey,
    LEEWAY_FILES_DIR: filesDir,
    LEEWAY_DEMO: '1',
    LEEWAY_DEMO_FILE: accountsFile,
    LEEWAY_PAYMENT_PROVIDER_URL: sandboxUrl,
    LEEWAY_PAYMENT_PROVIDER_KEY: secrets.paymentKey,
    MIGRATION_DATABASE_URL: '',
    NEXT_TELEMETRY_DISABLED: '1',
  }
  await seedOnce(ownerUrl, env)
  return env
}

async function seedOnce(ownerUrl, env) {
  if (existsSync(readyFile()) && readJson(accountsFile)) return
  console.log('Loading the demo world …')
  const code = await run(typescriptCommand('db/seed/main.ts'), {
    ...env,
    MIGRATION_DATABASE_URL: ownerUrl,
    LEEWAY_DEMO_FILE: accountsFile,
  })
  if (code !== 0) throw new Sentence(`The demo world could not be loaded; the messages are above. ${START_OVER}`)
  writeFileSync(readyFile(), '')
}

/** On a Postgres that is not ours only an empty database, or the world this folder loaded, is taken. */
async function refuseForeignWorld(ownerUrl) {
  const found = await lookInto(ownerUrl)
  if (found === 'foreign')
    throw new Sentence('The database that DATABASE_URL names holds tables that are not ours. Name an empty one.')
  if (found === 'loaded' && !existsSync(readyFile()))
    throw new Sentence(
      `The database that DATABASE_URL names holds a Leeway world that was not loaded from this folder, or not to its end. Name an empty one. ${START_OVER}`,
    )
  // Reset or replaced behind our back: what we noted about it no longer holds.
  if (found !== 'loaded') removeWhen(true, [filesDir, accountsFile, readyFile()])
  mkdirSync(filesDir, { recursive: true, mode: 0o700 })
}

async function lookInto(ownerUrl) {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    const tables = await sql`select tablename as name from pg_tables where schemaname = 'public'`
    if (tables.length === 0) return 'empty'
    if (!['lenders', 'guard_decisions'].every(name => tables.some(table => table.name === name))) return 'foreign'
    const [row] = await sql`select exists (select from lenders) as loaded`
    return row.loaded ? 'loaded' : 'migrated'
  } catch (error) {
    return speak(error)
  } finally {
    await sql.end()
  }
}

/** Empties a Postgres that is not ours; the demo's `--reset` on DATABASE_URL. Never one that holds other people's tables. */
export async function emptyDatabase(ownerUrl) {
  if ((await lookInto(ownerUrl)) === 'foreign')
    throw new Sentence('That database holds tables that are not ours, so nothing was removed. Name an empty one.')
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined })
  try {
    for (const name of ['public', 'pgboss', 'drizzle']) await sql`drop schema if exists ${sql(name)} cascade`
    await sql`create schema public`
  } catch (error) {
    speak(error)
  } finally {
    await sql.end()
  }
}

/** What these pieces throw is already a sentence; its stack trace helps nobody. */
function speak(error) {
  throw new Sentence(error.message || error.code)
}

function speakOfDamage(error) {
  throw new Sentence(`${error.message || error.code}\nIf the data is damaged: ${START_OVER.replace('Start', 'start')}`)
}
