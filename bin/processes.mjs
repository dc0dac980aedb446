import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root, Sentence, withOwnPath } from './bootstrap.mjs'

const PID_FILE = path.join(root, '.data', 'running.json')
const TS = ['--conditions=react-server', '--import', 'tsx']
const NEXT = path.join(root, 'node_modules', 'next', 'dist', 'bin', 'next')

export const nextCommand = (...args) => [process.execPath, NEXT, ...args]
export const startCommand = (...args) => [process.execPath, '--import', './bin/json-console.mjs', NEXT, 'start', ...args]
export const typescriptCommand = (file, ...args) => [process.execPath, ...TS, file, ...args]

const steps = new Set()
let noteRunning = () => undefined

/** Runs a program to its end with its output shown. Returns its exit code. */
export function run([program, ...args], env = {}, stdio = 'inherit') {
  const child = spawn(program, args, { cwd: root, stdio, env: { ...withOwnPath(), ...env } })
  steps.add(child)
  noteRunning()
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      steps.delete(child)
      noteRunning()
      resolve(signal ? 1 : (code ?? 1))
    })
  })
}

/** A build or a load in hand ends with us, also where the signal reached only this process. */
export function stopSteps() {
  for (const child of steps) child.kill('SIGTERM')
}

/** Starts a long-running program in a group of its own, so that Ctrl-C reaches it only in our order. */
export function startProcess(name, [program, ...args], env, { log } = {}) {
  const out = log ? openSync(log, 'w', 0o600) : null
  const stdio = out === null ? ['ignore', 'inherit', 'inherit'] : ['ignore', out, out]
  const child = spawn(program, args, { cwd: root, detached: true, stdio, env: { ...withOwnPath(), ...env } })
  if (out !== null) closeSync(out)
  const exited = new Promise(resolve => {
    child.once('error', resolve)
    child.once('exit', resolve)
  })
  const isRunning = () => child.exitCode === null && child.signalCode === null
  return { name, pid: child.pid, log, exited, isRunning, stop: () => stopGroup(child, exited, isRunning) }
}

async function stopGroup(child, exited, isRunning) {
  if (child.pid === undefined) return
  if (isRunning()) {
    signalGroup(child.pid, 'SIGTERM')
    await Promise.race([exited, wait(15_000, null, { ref: false })])
    if (isRunning()) signalGroup(child.pid, 'SIGKILL')
    await exited
  }
  // What a killed program had started itself is still in its group.
  signalGroup(child.pid, 'SIGKILL')
}

function signalGroup(pid, signal) {
  for (const target of [-pid, pid]) {
    try {
      return process.kill(target, signal)
    } catch {
      // Not the leader of a group, or gone already.
    }
  }
}

export const isPortFree = port => whyNoPort(port).then(reason => reason === null)

/** Null, or the code of the failure to listen: EADDRINUSE, EACCES below 1024. */
export const whyNoPort = port =>
  new Promise(resolve => {
    const server = createServer()
    server.once('error', error => resolve(error.code))
    server.listen(port, () => server.close(() => resolve(null)))
  })

/** Notes what runs here. Refuses where another run is alive, and ends what a killed one left behind. */
export async function claimCheckout(kind, port) {
  mkdirSync(path.dirname(PID_FILE), { recursive: true })
  const earlier = readRunning()
  if (earlier && isOurs(earlier.pid, 'bin/')) {
    throw new Sentence(
      `Leeway is already running from this folder (npm run ${earlier.kind}, process ${earlier.pid}) at http://localhost:${earlier.port}.\n` +
        `Stop it with Ctrl-C in its terminal, or with: kill ${earlier.pid}`,
    )
  }
  const left = (earlier?.children ?? []).filter(pid => isOurs(pid))
  if (left.length > 0) {
    console.log('An earlier run was killed; ending what it left behind.')
    for (const signal of ['SIGTERM', 'SIGKILL']) {
      for (const pid of left.filter(one => isOurs(one))) signalGroup(pid, signal)
      for (let waited = 0; waited < 10_000 && left.some(pid => isOurs(pid)); waited += 100) await wait(100)
    }
  }
  let served = []
  noteRunning = () => {
    const children = [...served, ...[...steps].map(child => child.pid)]
    writeFileSync(PID_FILE, JSON.stringify({ kind, pid: process.pid, port, children }), { mode: 0o600 })
  }
  noteRunning()
  const note = pids => {
    served = pids
    noteRunning()
  }
  const release = () => {
    noteRunning = () => undefined
    rmSync(PID_FILE, { force: true })
  }
  return { note, release }
}

function readRunning() {
  if (!existsSync(PID_FILE)) return null
  try {
    return JSON.parse(readFileSync(PID_FILE, 'utf8'))
  } catch {
    return null
  }
}

/** Numbers of dead processes are given out again: only one that works in this folder, by its looks, is ours. */
function isOurs(pid, mark = '') {
  if (!Number.isInteger(pid) || pid === process.pid) return false
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  if (!existsSync('/proc/self/cwd')) return true
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(root) && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark)
  } catch {
    return false
  }
}

/** The last lines a program wrote, for when it ended by itself. */
export const tailOf = log => (log && existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-25).join('\n') : '')
