import { spawn, type ChildProcess } from 'node:child_process'
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { runningPostmaster, startEmbedded, type Embedded, type EmbeddedOptions } from '@/db/embedded'

export type Supervised = { name: string; kill: () => Promise<void>; stop: () => Promise<void>; falls: () => number; tail: () => string }

const root = path.resolve(import.meta.dirname, '../..')
const RESTART_MS = 200

/** Keeps a program of ours running as a supervisor would: whenever it ends it is started anew, with the environment of that moment. */
export function supervise(name: string, args: readonly string[], env: () => NodeJS.ProcessEnv, home: string): Supervised {
  const log = path.join(home, `${name}.log`)
  let [child, isStopping, killed, falls]: [ChildProcess | null, boolean, boolean, number] = [null, false, false, 0]
  let ended: Promise<void> = Promise.resolve()
  const start = () => {
    const out = openSync(log, 'a')
    const started = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env() }, stdio: ['ignore', out, out] })
    closeSync(out)
    child = started
    ended = new Promise(resolve => started.once('exit', () => resolve()))
    void ended.then(async () => {
      if (!killed) falls += 1
      killed = false
      await wait(RESTART_MS)
      if (!isStopping) start()
    })
  }
  start()
  const end = async (signal: NodeJS.Signals) => {
    killed = true
    child?.kill(signal)
    await ended
  }
  const stop = async () => {
    isStopping = true
    const patience = setTimeout(() => child?.kill('SIGKILL'), 15_000)
    await end('SIGTERM')
    clearTimeout(patience)
  }
  const tail = () => (existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-15).join('\n') : '')
  return { name, kill: () => end('SIGKILL'), stop, falls: () => falls, tail }
}

export type Postgres = { url: string; kill: () => Promise<void>; stop: () => Promise<void> }

/** A Postgres that syncs to disk as in production; `kill` ends the postmaster without a word and starts it again on what is left. */
export async function startPostgres(options: EmbeddedOptions): Promise<Postgres> {
  let cluster = await startEmbedded(options)
  const kill = async () => {
    const pid = runningPostmaster(options.dir)
    if (pid === null) throw new Error('Postgres is not running')
    process.kill(pid, 'SIGKILL')
    await cluster.exited
    cluster = await again(options)
  }
  return { url: cluster.url, kill, stop: () => cluster.stop() }
}

/** Backends of the one that was killed hold its memory until they see that it is gone. */
async function again(options: EmbeddedOptions): Promise<Embedded> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await startEmbedded(options)
    } catch (error) {
      if (attempt === 60) throw error
      await wait(200)
    }
  }
}
