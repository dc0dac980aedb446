import type { APIResponse } from '@playwright/test'
import { one } from './support/demo'
import type { Server } from './support/servers'
import { expect, test } from './support/test'
import { secretOf, sendEvent } from './support/webhooks'

const paid = (paymentId: string, number: string, own: object = {}) => ({
  type: 'payment.succeeded',
  data: { paymentId, number, amount: '12.34', currency: 'CNY', paidOn: '2026-11-18', channel: 'wallet', ...own },
})
const refunded = (paymentId: string, own: object = {}) => ({ type: 'payment.refunded', data: { paymentId, ...own } })

async function aLoanNumber(server: Server): Promise<string> {
  const found = await one<{ number: string }>(
    server,
    "select n.number from loans n join lenders l on l.id = n.lender_id where l.slug = 'anhe' and n.status = 'active' and n.disbursed_on < '2026-11-01' order by n.id desc limit 1",
  )
  return found.number
}
const paymentsOf = (server: Server, reference: string) =>
  one<{ count: number; posted: number }>(
    server,
    "select count(*)::int as count, count(*) filter (where status = 'posted')::int as posted from payments where source = 'sandbox' and external_id = $1",
    [reference],
  )
const bodyOf = async (answer: APIResponse) => (await answer.json()) as { result?: string; error?: { reason: string } }

test('an event that comes three times, also all at once, counts once and is answered alike', async ({ request, server }) => {
  const event = paid('wh-three', await aLoanNumber(server))
  const answers = await Promise.all([1, 2, 3].map(() => sendEvent(request, server, 'wh-1', event)))
  answers.push(await sendEvent(request, server, 'wh-1', event))
  expect(answers.map(answer => answer.status())).toEqual([200, 200, 200, 200])
  expect(new Set(await Promise.all(answers.map(answer => answer.text()))).size).toBe(1)
  expect(await paymentsOf(server, 'wh-three')).toEqual({ count: 1, posted: 1 })
})

test('a refund that comes before its payment takes it back when it comes', async ({ request, server }) => {
  expect(await bodyOf(await sendEvent(request, server, 'wh-2', refunded('wh-order')))).toEqual({ result: 'held' })
  await sendEvent(request, server, 'wh-3', paid('wh-order', await aLoanNumber(server)))
  expect(await paymentsOf(server, 'wh-order')).toEqual({ count: 1, posted: 0 })
})

test('another body under the same id is refused with 409, and changes nothing', async ({ request, server }) => {
  const number = await aLoanNumber(server)
  await sendEvent(request, server, 'wh-4', paid('wh-changed', number))
  const changed = await sendEvent(request, server, 'wh-4', paid('wh-changed', number, { amount: '99.00' }))
  expect([changed.status(), (await bodyOf(changed)).error?.reason]).toEqual([409, 'webhook_event_changed'])
  expect(await paymentsOf(server, 'wh-changed')).toEqual({ count: 1, posted: 1 })
})

test('what is not signed by this lender’s provider, now, is nobody’s word', async ({ request, server }) => {
  const event = paid('wh-false', await aLoanNumber(server))
  const attempts = {
    'a wrong signature': { signature: `v1,${Buffer.alloc(32).toString('base64')}` },
    'a signature of another kind': { signature: 'v2,AAAA' },
    'a body changed on its way': { body: JSON.stringify({ ...event, more: 1 }) },
    'six minutes old': { minutesOld: 6 },
    'six minutes early': { minutesOld: -6 },
    "another lender's secret": { secret: secretOf(server, 'qingzhou') },
    'a secret of nobody': { secret: `whsec_${Buffer.alloc(24, 1).toString('base64')}` },
  }
  for (const [name, own] of Object.entries(attempts)) {
    const answer = await sendEvent(request, server, `wh-false ${name}`, event, own)
    expect([answer.status(), (await bodyOf(answer)).error?.reason], name).toEqual([401, 'webhook_not_signed'])
  }
  const bare = await request.post(`${server.url}/api/webhooks/payments/anhe`, { data: event })
  expect(bare.status()).toBe(401)
  expect(await paymentsOf(server, 'wh-false')).toEqual({ count: 0, posted: 0 })
})

test('a signed body that says nothing useful is refused by its fields, and one that is too long by its length', async ({ request, server }) => {
  expect((await sendEvent(request, server, 'wh-5', { type: 'payment.invented', data: {} })).status()).toBe(400)
  expect((await sendEvent(request, server, 'wh-6', paid('', 'x', { amount: '-1.00' }))).status()).toBe(400)
  expect((await sendEvent(request, server, 'wh-7', paid('wh-long', 'x', { remark: 'x'.repeat(110_000) }))).status()).toBe(413)
})

test('a part given back waits for a person, and the payment still counts', async ({ request, server }) => {
  await sendEvent(request, server, 'wh-8', paid('wh-part', await aLoanNumber(server)))
  const answer = await bodyOf(await sendEvent(request, server, 'wh-9', refunded('wh-part', { amount: '2.00' })))
  expect(answer).toMatchObject({ result: 'held', reason: 'webhook_partial_refund' })
  expect(await paymentsOf(server, 'wh-part')).toEqual({ count: 1, posted: 1 })
})
