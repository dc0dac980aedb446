import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { z } from 'zod'
import { newId } from '../clock'
import type { Locale } from '../context'
import { parseAmount } from '../money'
import { tellLender, type SandboxEvent } from './sandbox-events-port'
import { checkoutPage, secretsPage, unknownPage, type SandboxCheckout } from './sandbox-page'
import { sandboxSecret } from './sandbox-secret'

type Options = { port: number; key: string; now: () => Date; pauses?: readonly number[] }
export type Sandbox = { url: string; stop: () => Promise<void> }

const MOST_BYTES = 20_000
const loopback = z.url().refine(url => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname))
const Request = z.object({
  link: z.string().min(1).max(100),
  amount: z.string().transform((text, ctx) => parseAmount(text) ?? (ctx.addIssue({ code: 'custom' }), z.NEVER)),
  currency: z.enum(['CNY', 'USD', 'GBP']),
  payee: z.object({ slug: z.string(), name: z.string(), timeZone: z.string() }),
  description: z.string().max(100),
  locale: z.enum(['en', 'zh-CN']),
  returnUrl: loopback,
  webhookUrl: loopback,
  expiresAt: z.iso.datetime().transform(text => new Date(text)),
})

/** A payment provider for the demo and for tests: listens on loopback, speaks only to loopback, moves no money, asks for no number. */
export async function startSandbox({ port, key, now, pauses }: Options): Promise<Sandbox> {
  const checkouts = new Map<string, SandboxCheckout>()
  const secrets = new Map<string, string>()
  const over = new AbortController()
  const tell = (event: SandboxEvent) => {
    const { slug } = event.checkout.payee
    return tellLender(event, { secretOf: () => secrets.get(slug) ?? sandboxSecret(key, slug), now, over: over.signal, pauses })
  }
  const server = createServer((request, response) => {
    answer({ checkouts, secrets, tell, key, now, url: `http://127.0.0.1:${addressOf(server)}` }, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(400)
      response.end()
    })
  })
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve))
  const stop = () => {
    over.abort()
    server.closeAllConnections()
    return new Promise<void>(resolve => server.close(() => resolve()))
  }
  return { url: `http://127.0.0.1:${addressOf(server)}`, stop }
}

const addressOf = (server: ReturnType<typeof createServer>): number => {
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

type World = { checkouts: Map<string, SandboxCheckout>; secrets: Map<string, string>; tell: (event: SandboxEvent) => Promise<void>; key: string; now: () => Date; url: string }

async function answer(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', world.url)
  const locale: Locale = /^zh/i.test(request.headers['accept-language'] ?? '') ? 'zh-CN' : 'en'
  if (request.method === 'POST' && pathname === '/checkouts') return openCheckout(world, request, response)
  if (pathname === '/') return show(response, 200, secretsPage(locale))
  if (request.method === 'POST' && pathname === '/secrets') {
    const form = new URLSearchParams(await read(request))
    world.secrets.set(form.get('lender')?.trim() ?? '', form.get('secret')?.trim() ?? '')
    return go(response, '/')
  }
  const checkout = world.checkouts.get(/^\/pay\/([\w-]+)$/.exec(pathname)?.[1] ?? '')
  if (!checkout) return show(response, 404, unknownPage(locale))
  if (checkout.state === 'open' && checkout.expiresAt <= world.now()) {
    checkout.state = 'expired'
    await world.tell({ type: 'checkout.expired', checkout })
  }
  if (request.method !== 'POST') return show(response, 200, checkoutPage(checkout), new URL(checkout.returnUrl).origin)
  await decide(world, checkout, new URLSearchParams(await read(request)).get('do'))
  go(response, checkout.returnUrl)
}

async function openCheckout(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const wanted = Buffer.from(`Bearer ${world.key}`)
  const given = Buffer.from(request.headers.authorization ?? '')
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return json(response, 401, { error: 'unauthorized' })
  const { amount: amountCents, ...asked } = Request.parse(JSON.parse(await read(request)))
  const earlier = [...world.checkouts.values()].find(one => one.link === asked.link)
  const checkout: SandboxCheckout = earlier ?? { ...asked, amountCents, id: newId(), state: 'open' }
  world.checkouts.set(checkout.id, checkout)
  json(response, earlier ? 200 : 201, { id: checkout.id, url: `${world.url}/pay/${checkout.id}` })
}

async function decide(world: World, checkout: SandboxCheckout, what: string | null): Promise<void> {
  if (checkout.state !== 'open' || (what !== 'pay' && what !== 'decline')) return
  checkout.state = what === 'pay' ? 'paid' : 'declined'
  await world.tell({ type: what === 'pay' ? 'payment.succeeded' : 'checkout.declined', checkout })
}

async function read(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) {
    text += String(chunk)
    if (text.length > MOST_BYTES) throw new Error('too large')
  }
  return text
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

function go(response: ServerResponse, location: string): void {
  response.writeHead(303, { location }).end()
}

function show(response: ServerResponse, status: number, html: string, returnTo = ''): void {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${returnTo}; base-uri 'none'; frame-ancestors 'none'`
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end(html)
}
