// Runs on Node 20 before anything is installed: only Node's own modules here.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname), '..')

const STAMP = path.join(root, 'node_modules', '.leeway-lock')
const OWN_NODE = path.join(root, 'node_modules', '.bin', 'node')
const NEEDED_NODE = [24, 7]
const STOPPED = 'stopped'

/** A failure that a person can act on: printed as one sentence, without a stack trace. */
export class Sentence extends Error {}

/** Installs when needed, then goes on under the project's own Node. `main` runs there; its failures end in exit code 1. */
export async function bootstrap(script, main) {
  try {
    process.chdir(root)
    await installWhenNeeded()
    if (isNodeNewEnough(process.versions.node)) process.exitCode = (await main()) ?? 0
    else process.exitCode = await again(script)
  } catch (error) {
    console.error(error instanceof Sentence ? `\n${error.message}` : (refusedByDisk(error) ?? error))
    process.exitCode = 1
  }
}

function refusedByDisk(error) {
  const why = {
    EACCES: 'has no right to',
    EPERM: 'has no right to',
    EROFS: 'is on a read-only disk for',
    ENOSPC: 'finds the disk full for',
  }
  const verb = why[error?.code]
  return (
    verb && error.path && `\nLeeway ${verb} ${error.path}. Clone it into a folder of your own with room, and run it as its owner.`
  )
}

async function installWhenNeeded() {
  const lock = readFileSync(path.join(root, 'package-lock.json'))
  const hash = createHash('sha256').update(lock).digest('hex')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === hash) return
  if (!isInstalled(JSON.parse(lock.toString()))) {
    console.log('Installing what Leeway needs (a minute or two the first time) …')
    rmSync(STAMP, { force: true })
    // NODE_ENV=production in somebody's shell must not leave out what builds and tests.
    const code = await passOn('npm', ['ci', '--include=dev', '--no-audit', '--no-fund'], { shell: process.platform === 'win32' })
    if (code === STOPPED) throw new Sentence('Stopped while installing; the next start goes on from here.')
    if (code !== 0)
      throw new Sentence('npm ci did not finish. Its own message is above; once that is mended, run the same command again.')
  }
  writeFileSync(STAMP, hash)
}

/** What npm noted about node_modules agrees with the lock file; packages for other platforms may be missing. */
function isInstalled(lock) {
  const noted = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(noted)) return false
  const present = JSON.parse(readFileSync(noted, 'utf8')).packages
  return Object.entries(lock.packages).every(([place, wanted]) => {
    if (place === '' || wanted.link) return true
    return present[place]
      ? present[place].version === wanted.version
      : Boolean(wanted.optional || wanted.devOptional || wanted.peer)
  })
}

function isNodeNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor >= NEEDED_NODE[1])
}

function again(script) {
  if (!existsSync(OWN_NODE)) {
    throw new Sentence(
      `Leeway needs Node ${NEEDED_NODE.join('.')} or newer. It brings its own on 64-bit Linux; here, please install it from nodejs.org.`,
    )
  }
  const found = spawnSync(OWN_NODE, ['--version'], { encoding: 'utf8' }).stdout?.trim().replace(/^v/, '') ?? ''
  if (!isNodeNewEnough(found))
    throw new Sentence('The Node that npm installed is too old or does not run. Remove node_modules and try again.')
  return passOn(OWN_NODE, [script, ...process.argv.slice(2)], { env: withOwnPath() }).then(code => (code === STOPPED ? 1 : code))
}

/** Runs a program in our place: it gets our signals, and we end when it has ended. */
function passOn(program, args, options) {
  const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options })
  let isStopped = false
  const pass = signal => {
    isStopped = true
    child.kill(signal)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  const watch = whenAbandoned(() => pass('SIGTERM'))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', code => {
      for (const signal of signals) process.off(signal, pass)
      clearInterval(watch)
      resolve(code ?? (isStopped ? STOPPED : 1))
    })
  })
}

/** npm's shell does not hand signals on: when it is gone, so is whoever wanted us. */
export function whenAbandoned(stop) {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) return setInterval(() => process.ppid !== parent && stop(), 500).unref()
}

/** Tools found through PATH, and scripts that start with `env node`, then run on the project's own Node too. */
export function withOwnPath(env = process.env) {
  return { ...env, PATH: `${path.join(root, 'node_modules', '.bin')}${path.delimiter}${env.PATH ?? ''}` }
}
