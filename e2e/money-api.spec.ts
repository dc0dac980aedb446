import { readFileSync } from 'node:fs'
import { demoLender } from './support/demo'
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
