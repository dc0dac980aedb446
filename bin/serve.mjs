import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Sentence, whenAbandoned } from './bootstrap.mjs'
import {
  claimCheckout,
  nextCommand,
  startCommand,
  startProcess,
  stopSteps,
  tailOf,
  typescriptCommand,
  whyNoPort,
} from './processes.mjs'
import {
  accountsFile,
  dataDir,
  emptyDatabase,
  prepareData,
  prepareDatabase,
  readSecrets,
  sandboxPort,
  startDatabase,
} from './world.mjs'

const READY_LIMIT_MS = 120_000

/** Starts Postgres, web, worker and the payment sandbox, and stays until Ctrl-C or until one of them ends. Returns the exit code. */
export async function serve({ kind, production, beforeStart }) {
  const reset = readReset(kind)
  const port = readPort()
  const ended = untilStopped()
  const checkout = await claimCheckout(kind, port)
  const running = []
  try {
    await refusePort(port, kind)
    prepareData({ reset })
    await beforeStart?.()
    if (ended.happened) return 0
    const secrets = readSecrets()
    const database = await startDatabase(secrets)
    running.push(database)
    if (reset && !database.isOurs) await emptyDatabase(database.ownerUrl)
    const sandboxUrl = `http://127.0.0.1:${await sandboxPort()}`
    const env = await prepareDatabase(database.ownerUrl, secrets, { port, sandboxUrl, production })
    if (ended.happened) return 0
    const logged = name => (production ? { log: logOf(name) } : {})
    const web = startProcess(
      'web',
      production ? startCommand('-p', String(port)) : nextCommand('dev', '-p', String(port)),
      env,
      logged('web'),
    )
    running.push(web)
    checkout.note([web.pid])
    const worker = startProcess('worker', typescriptCommand('lib/jobs/worker.ts'), env, logged('worker'))
    running.push(worker)
    checkout.note([web.pid, worker.pid])
    const sandbox = startProcess('sandbox', typescriptCommand('bin/sandbox.mjs'), env, logged('sandbox'))
    running.push(sandbox)
    checkout.note([web.pid, worker.pid, sandbox.pid])
    return await stayUp({ port, sandboxUrl, database, started: [web, worker, sandbox], ended })
  } catch (error) {
    // A build or a load that Ctrl-C cut short has not failed.
    if (ended.happened) return 0
    throw error
  } finally {
    if (running.length > 0) console.log('\nStopping …')
    // The worker first, so that it finishes its job; Postgres last, when nobody speaks to it any more.
    for (const one of running.reverse()) await one.stop().catch(error => console.error(error.message))
    checkout.release()
  }
}

async function stayUp({ port, sandboxUrl, database, started, ended }) {
  const died = Promise.race([
    ...started.map(one => one.exited.then(() => one)),
    database.exited.then(() => ({ name: 'database', log: null })),
  ])
  const isOver = new AbortController()
  const ready = untilReady(port, isOver.signal).then(() => 'ready')
  const first = await Promise.race([ready, died, ended.promise]).finally(() => isOver.abort())
  if (first === 'ready') announce(port, sandboxUrl)
  const last = first === 'ready' ? await Promise.race([died, ended.promise]) : first
  if (last === 'stopped' || ended.happened) return 0
  throw new Sentence(
    `The ${last.name} ended by itself, so everything stops; the data is kept and the next start goes on from it.\n${tailOf(last.log)}`,
  )
}

async function untilReady(port, over) {
  for (let waited = 0; waited < READY_LIMIT_MS; waited += 250) {
    const answer = await fetch(`http://localhost:${port}/api/health/ready`, { signal: over }).catch(() => null)
    if (answer?.ok || over.aborted) return
    await wait(250)
  }
  throw new Sentence(
    `Leeway started but does not say that it is ready (http://localhost:${port}/api/health/ready).\n${tailOf(logOf('web'))}`,
  )
}

/** Prints the address and the logins, and completes the file that scripts read. */
function announce(port, sandboxUrl) {
  const url = `http://localhost:${port}`
  const demo = { url, paymentSandbox: sandboxUrl, ...JSON.parse(readFileSync(accountsFile, 'utf8')) }
  writeFileSync(path.join(dataDir, 'demo.json'), JSON.stringify(demo, null, 2), { mode: 0o600 })
  console.log(`\n  Leeway is ready: ${url}\n`)
  for (const account of demo.accounts ?? []) {
    console.log(`  ${account.role.padEnd(12)} ${account.login}  ${account.password ?? account.code ?? ''}`)
    if (account.tryThis) console.log(`  ${''.padEnd(12)} ${account.tryThis}`)
  }
  console.log(`\n  Borrowers who pay online are sent to the payment sandbox: ${sandboxUrl}`)
  console.log('\n  The same, with an API key for each lender: .data/demo.json   Logs: .data/web.log, .data/worker.log, .data/sandbox.log')
  console.log('  Ctrl-C stops everything and keeps the data; npm run demo -- --reset starts over.\n')
}

const logOf = name => path.join(dataDir, `${name}.log`)

/** npm keeps an option for itself when the two dashes before it were forgotten; it is told on in the environment. */
function readReset(kind) {
  const unknown = process.argv.slice(2).filter(argument => argument !== '--reset')
  if (unknown.length > 0) throw new Sentence(`"${unknown[0]}" is not known. There is only: npm run ${kind} -- --reset`)
  return process.argv.includes('--reset') || process.env.npm_config_reset === 'true'
}

async function refusePort(port, kind) {
  const reason = await whyNoPort(port)
  const other = `PORT=${port < 1024 ? 3000 : port < 65_535 ? port + 1 : port - 1} npm run ${kind}`
  if (reason === 'EACCES') throw new Sentence(`You may not listen on port ${port}. Choose another: ${other}`)
  if (reason) throw new Sentence(`Port ${port} is taken. Free it, or choose another: ${other}`)
}

function readPort() {
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Sentence(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`)
  return port
}

function untilStopped() {
  const state = { happened: false, promise: null }
  state.promise = new Promise(resolve => {
    const stop = () => {
      state.happened = true
      stopSteps()
      resolve('stopped')
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
    whenAbandoned(stop)
  })
  return state
}
