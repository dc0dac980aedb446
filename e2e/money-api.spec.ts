import { readFileSync } from 'node:fs'
import { demoLender, one } from './support/demo'
import { expect, test } from './support/test'

type Vector = { id: string; path: string; body: object; expect: Record<string, unknown>; rows?: Record<string, Record<string, unknown>> }
const vectors = JSON.parse(readFileSync('lib/api/golden/money-vectors.json', 'utf8')) as Vector[]

test('the published schedules, allocations and delays hold through the API', async ({ request, server, world }) => {
  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  for (const { id, path, body, expect: wanted, rows = {} } of vectors) {
    const response = await request.post(`${server.url}${path}`, { headers, data: body })
    expect(response.status(), id).toBe(200)
    const answer = (await response.json()) as { instalments?: object[] }
    expect(answer, id).toMatchObject(wanted)
    for (const [seq, row] of Object.entries(rows)) expect(answer.instalments?.[Number(seq) - 1], `${id} ${seq}`).toMatchObject(row)
  }
})

test('terms that cannot be kept name each field, and nobody asks without a key', async ({ request, server, world }) => {
  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  const data = { principalCents: 1_200_000, annualRatePpm: 120_000, count: 12, startOn: '2026-01-31', instalmentCents: 10_000 }
  const answer = await request.post(`${server.url}/api/v1/plans/quote`, { headers, data })
  expect(answer.status()).toBe(400)
  expect(((await answer.json()) as { error: { fields: object } }).error.fields).toEqual({ instalmentCents: 'instalment_below_interest' })
  for (const path of new Set(vectors.map(vector => vector.path))) expect((await request.post(`${server.url}${path}`, { data: {} })).status(), path).toBe(401)
})

test('a cost is billed once through the API, and taken back once', async ({ request, server, world }) => {
  const { number } = await one<{ number: string }>(server, `select n.number from loans n join lenders l on l.id = n.lender_id where l.slug = 'tape-lending' and n.status = 'active' order by n.number limit 1`)
  const headers = { authorization: `Bearer ${demoLender(world, 'tape-lending').apiKey}`, 'idempotency-key': 'court-fee-0001' }
  const charges = `${server.url}/api/v1/charges`
  const body = { loanNumber: number, component: 'cost', amount: '50.00', dueOn: '2026-12-01', reason: 'Court fee' }
  const answers = await Promise.all([1, 2, 3].map(() => request.post(charges, { headers, data: body })))
  expect(answers.map(answer => answer.status()).sort()).toEqual([200, 200, 201])
  const [charge, ...others] = (await Promise.all(answers.map(answer => answer.json()))) as { id: string }[]
  expect(others).toEqual([charge, charge])
  expect(charge).toMatchObject(body)
  expect((await request.post(charges, { headers, data: { ...body, amount: '51.00' } })).status()).toBe(409)
  expect((await request.post(charges, { headers, data: { ...body, loanNumber: 'NONE' } })).status()).toBe(404)
  expect((await request.post(charges, { headers, data: { ...body, component: 'interest' } })).status()).toBe(400)
  const back = `${charges}/${charge?.id}/cancellation`
  expect((await request.post(back, { headers })).status()).toBe(200)
  expect((await request.post(back, { headers })).status()).toBe(409)
})
