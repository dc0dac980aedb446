import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { freePort } from '@/db/embedded'
import { hashToken } from '@/lib/accounts/session-commands'
import { newId } from '@/lib/clock'
import { NOW } from './book'
import { median, p99, perSecond, printRow, timeEach } from './measure'
import type { BenchWorld } from './world'

const CLIENTS = 16
const EACH = 100
const PAYMENTS = Number(process.argv.find(word => word.startsWith('--payments='))?.slice(11) ?? 2_000)
const root = path.resolve(import.meta.dirname, '..')

/** Payments and quotes as a lender's system asks for them, through the production build's own web server. */
export async function benchHttp(world: BenchWorld, lenderId: string): Promise<void> {
  if (!existsSync(path.join(root, '.next', 'BUILD_ID'))) return console.log('  payments and quotes over HTTP: no production build here, make it with npm run build')
  const key = `lw_${randomBytes(24).toString('base64url')}`
  await world.owner.db.execute(sql`insert into auth.api_keys (key_hash, id, lender_id, name, scopes, created_at)
    values (${hashToken(key)}, ${newId()}::uuid, ${lenderId}::uuid, 'bench', ${sql.raw("array['payment:record']")}, ${NOW.toISOString()}::timestamptz)`)
  const [web, floor] = [await startWeb(), await startFloor(world)]
  try {
    const ask = (url: string, body: object, more: Record<string, string> = {}) => answered(url, { method: 'POST', headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...more }, body: JSON.stringify(body) })
    const pay = (i: number, run: string) =>
      ask(`${web.url}/api/v1/payments`, { loanNumber: `L${1 + i}`, amount: '50.00', currency: 'CNY', effectiveOn: '2026-06-15', channel: 'bank_transfer', source: run, externalId: `${run}-${i}` }, { 'idempotency-key': `bench-${run}-${i}` })
    await perSecond(Math.min(300, PAYMENTS), CLIENTS, i => pay(i, 'warm'))
    // As autovacuum does within a minute of a table's first rows.
    await world.owner.db.execute(sql`analyze`)
    const rate = await perSecond(PAYMENTS, CLIENTS, i => pay(i, 'http'))
    const [found] = await world.owner.db.execute<{ count: number }>(sql`select count(*)::int as count from payments where source = 'http'`)
    if (found?.count !== PAYMENTS) throw new Error(`${PAYMENTS} payments asked for, ${found?.count} posted`)
    const bare = (i: number) => ask(floor.url, { n: i, text: 'a row of usual length with some text in it' })
    await perSecond(Math.min(300, PAYMENTS), CLIENTS, bare)
    const floorRate = await perSecond(PAYMENTS, CLIENTS, bare)
    printRow(`payments over HTTP, ${CLIENTS} clients, ${PAYMENTS}`, `${rate.toFixed(0)}/s`, `${floorRate.toFixed(0)}/s`, floorRate / rate)
    await benchBatches(world, ask, web.url, floorRate)
    const terms = { principalCents: 1_200_000, annualRatePpm: 180_000, count: 12, startOn: '2026-01-15', firstDueOn: '2026-02-15', every: 'month', method: 'equal_instalment' }
    await perSecond(100, 1, () => ask(`${web.url}/api/v1/plans/quote`, terms))
    const quotes = await timeEach(500, () => ask(`${web.url}/api/v1/plans/quote`, terms))
    const lives = await timeEach(500, () => answered(`${web.url}/api/health/live`, {}))
    const ms = (times: number[]) => `${median(times).toFixed(1)} / ${p99(times).toFixed(1)} ms`
    printRow('quote of a plan over HTTP (median / p99)', ms(quotes), ms(lives), median(quotes) / median(lives))
  } finally {
    await Promise.all([web.stop(), floor.stop()])
  }
}

type Ask = (url: string, body: object) => Promise<void>

/** As a lender's system sends the payments of an hour: a hundred in a request. */
async function benchBatches(world: BenchWorld, ask: Ask, url: string, floorRate: number): Promise<void> {
  const batches = Math.ceil(PAYMENTS / EACH)
  const payment = (i: number, run: string) => ({ loanNumber: `L${1 + i}`, amount: '20.00', currency: 'CNY', effectiveOn: '2026-06-15', channel: 'bank_transfer', source: run, externalId: `${run}-${i}` })
  const send = (batch: number, run: string) =>
    ask(`${url}/api/v1/payments/batch`, { payments: Array.from({ length: EACH }, (_, k) => ({ idempotencyKey: `bench-${run}-${batch * EACH + k}`, payment: payment(batch * EACH + k, run) })) })
  await perSecond(4, 2, i => send(i, 'warm-many'))
  const rate = EACH * (await perSecond(batches, 2, i => send(i, 'many')))
  const [found] = await world.owner.db.execute<{ count: number }>(sql`select count(*)::int as count from payments where source = 'many'`)
  if (found?.count !== batches * EACH) throw new Error(`${batches * EACH} payments sent, ${found?.count} posted`)
  printRow(`payments over HTTP, ${EACH} a request, ${batches * EACH}`, `${rate.toFixed(0)}/s`, `${floorRate.toFixed(0)}/s`, floorRate / rate)
}

async function answered(url: string, init: RequestInit): Promise<void> {
  const response = await fetch(url, init)
  const text = await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`)
}

const startWeb = async () => {
  const port = await freePort()
  const url = `http://localhost:${port}`
  const env = { NODE_ENV: 'production', LEEWAY_DEMO: '1', LEEWAY_CLOCK_OFFSET_DAYS: String((NOW.getTime() - Date.now()) / 86_400_000), PORT: String(port), NEXTAUTH_URL: url, LEEWAY_PUBLIC_URL: url, LOG_LEVEL: 'warn' }
  return startChild(url, `${url}/api/health/ready`, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], env)
}

/** A bare Node server in a process of its own that inserts one row for each request, with the driver and the pool of the product. */
const startFloor = async (world: BenchWorld) => {
  await world.owner.db.execute(sql`create table bench_http (id bigint generated always as identity primary key, n bigint, t text)`)
  const port = await freePort()
  const url = `http://localhost:${port}`
  return startChild(url, url, ['--import', 'tsx', 'bench/floor-server.ts'], { PORT: String(port), FLOOR_DATABASE_URL: world.ownerUrl })
}

async function startChild(url: string, probe: string, args: string[], env: Record<string, string>) {
  const child: ChildProcess = spawn(process.execPath, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'ignore' })
  const ended = new Promise<void>(resolve => child.once('exit', () => resolve()))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  for (let waited = 0; waited < 60_000 && child.exitCode === null; waited += 200) {
    const answer = await fetch(probe).catch(() => null)
    if (answer?.ok) return { url, stop }
    await wait(200)
  }
  await stop()
  throw new Error(`${args.join(' ')} did not get ready`)
}
