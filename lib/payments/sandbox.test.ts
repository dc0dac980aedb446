import { createServer } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { cents } from '../money'
import { httpProvider, type CheckoutRequest } from './provider-port'
import { startSandbox, type Sandbox } from './sandbox-port'
import { sandboxSecret } from './sandbox-secret'
import { WebhookEvent } from './webhook-input'
import { isSigned } from './webhook-signature'

const key = 'a key of the sandbox'
let now = new Date('2026-06-15T20:30:00Z')
let sandbox: Sandbox
let heard: { id: string; body: string; isSigned: boolean }[] = []
let failures = 0
let waiting: (() => void) | null = null

const lender = createServer((request, response) => {
  let body = ''
  request.on('data', chunk => (body += String(chunk)))
  request.on('end', () => {
    const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map(name => String(request.headers[`webhook-${name}`]))
    heard.push({ id: id ?? '', body, isSigned: isSigned(sandboxSecret(key, 'anhe'), { id: id ?? '', timestamp: timestamp ?? '', signature: signature ?? '' }, body, now) })
    response.writeHead(failures-- > 0 ? 500 : 200).end()
    if (failures < 0) waiting?.()
  })
})
let site = ''

beforeAll(async () => {
  await new Promise<void>(resolve => lender.listen(0, '127.0.0.1', resolve))
  const address = lender.address()
  site = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  sandbox = await startSandbox({ port: 0, key, now: () => now, pauses: [0, 0, 0, 0] })
})
afterAll(async () => {
  await sandbox.stop()
  lender.close()
})
beforeEach(() => {
  now = new Date('2026-06-15T20:30:00Z')
  heard = []
  failures = 0
  waiting = null
})

const aRequest = (link: string): CheckoutRequest => ({
  link,
  amountCents: cents(15_550),
  currency: 'CNY',
  payee: { slug: 'anhe', name: '安和 <消费金融>', timeZone: 'Asia/Shanghai' },
  description: 'AH-1',
  locale: 'en',
  returnUrl: `${site}/portal/anhe/pay/${link}`,
  webhookUrl: `${site}/hook`,
  expiresAt: new Date('2026-06-15T21:00:00Z'),
})
const choose = (address: string, what: string) => fetch(address, { method: 'POST', body: new URLSearchParams({ do: what }), redirect: 'manual' })

describe('the sandbox', () => {
  it('shows amount, payee and reference, and has no field to type into', async () => {
    const { address } = await httpProvider(sandbox.url, key).open(aRequest('l1'))
    const html = await (await fetch(address)).text()
    expect(html).toContain('CN¥155.50'.replace('CN', ''))
    expect(html).toContain('安和 &#60;消费金融&#62;')
    expect(html).toContain('AH-1')
    expect(html).not.toMatch(/<(input|textarea|select)/)
  })

  it('is one checkout however often a link is asked for, and none without the key', async () => {
    const provider = httpProvider(sandbox.url, key)
    expect(await provider.open(aRequest('l2'))).toEqual(await provider.open(aRequest('l2')))
    await expect(httpProvider(sandbox.url, 'another key').open(aRequest('l3'))).rejects.toThrow('401')
  })

  it.each([
    ['pay', 'payment.succeeded'],
    ['decline', 'checkout.declined'],
  ])('%s: tells the lender by %s before it sends the payer back, once', async (what, type) => {
    const { address } = await httpProvider(sandbox.url, key).open(aRequest(`l-${what}`))
    const back = await choose(address, what)
    expect([back.status, back.headers.get('location')]).toEqual([303, `${site}/portal/anhe/pay/l-${what}`])
    await choose(address, 'pay')
    expect(heard).toMatchObject([{ isSigned: true }])
    const event = WebhookEvent.parse(JSON.parse(heard[0]?.body ?? ''))
    expect(event).toMatchObject({ type, data: { link: `l-${what}` } })
    if (event.type === 'payment.succeeded') expect(event.data).toMatchObject({ amount: 15_550, currency: 'CNY', paidOn: '2026-06-16' })
  })

  it('tells nothing when the payer goes back, and that the time is over when it is', async () => {
    const { address } = await httpProvider(sandbox.url, key).open(aRequest('l4'))
    await choose(address, 'back')
    expect(heard).toEqual([])
    now = new Date('2026-06-15T21:00:00Z')
    expect((await choose(address, 'pay')).status).toBe(303)
    expect(heard.map(({ body }) => (JSON.parse(body) as { type: string }).type)).toEqual(['checkout.expired'])
  })

  it('tries again under the same id and with the same body until it is heard', async () => {
    failures = 3
    const { address } = await httpProvider(sandbox.url, key).open(aRequest('l5'))
    const isHeard = new Promise<void>(resolve => (waiting = resolve))
    await choose(address, 'pay')
    await isHeard
    expect(heard).toHaveLength(4)
    expect(new Set(heard.map(({ id, body, isSigned }) => `${id} ${body} ${isSigned}`)).size).toBe(1)
  })

  it('speaks to loopback only', async () => {
    const foreign = { ...aRequest('l6'), webhookUrl: 'https://elsewhere.example/hook' }
    await expect(httpProvider(sandbox.url, key).open(foreign)).rejects.toThrow('400')
  })
})

it('a provider whose page lies on another origin is not followed', async () => {
  const stranger = createServer((_, response) => response.end(JSON.stringify({ id: '1', url: 'https://elsewhere.example/pay' })))
  await new Promise<void>(resolve => stranger.listen(0, '127.0.0.1', resolve))
  const address = stranger.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  await expect(httpProvider(url, key).open(aRequest('l7'))).rejects.toThrow('another origin')
  stranger.close()
})
