import { readFileSync } from 'node:fs'
import { demoLender } from './support/demo'
import { expect, test } from './support/test'

type Vector = { id: string; title: { en: string }; request: object; expect: { decision: string; rules: string[]; nextPermittedAt?: string | null } }
type Answer = { decision: string; nextPermittedAt: string | null; reasons: { rule: string; pack: string; severity: string; text: { en: string; zh_cn: string } }[] }
type Calculated = { id: string; calculator: string; body: object; answer: Record<string, unknown> }
const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))
const vectors = read('lib/guard/golden/vectors.json') as Vector[]
const calculated = read('lib/calculators/vectors.json') as Calculated[]
/** The published rows: those of the guard through its own address, clocks and figures through theirs. */
const guardRows = ['G1', 'G2', 'G3', 'G4', 'G8', 'G11', 'G12', 'G13', 'G17', 'C1', 'C3', 'C4', 'C6', 'C9', 'C10']
const calculatorRows = ['C10', 'C12', 'C13', 'C16', 'C19', 'C21', 'C23', 'C24']
const rowOf = (id: string) => /^[A-Z]\d+/.exec(id)?.[0] ?? id

test('the published examples hold through the API', async ({ request, server, world }) => {
  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  for (const { id, title, request: body, expect: wanted } of vectors) {
    const response = await request.post(`${server.url}/api/v1/guard/evaluate`, { headers, data: body })
    expect(response.status(), id).toBe(200)
    const answer = (await response.json()) as Answer
    expect(answer.decision, `${id} ${title.en}`).toBe(wanted.decision)
    if (wanted.nextPermittedAt !== undefined) expect(answer.nextPermittedAt, id).toBe(wanted.nextPermittedAt)
    const spoke = answer.reasons.map(reason => `${reason.pack.split('@')[0]}/${reason.rule}`)
    for (const rule of wanted.rules) expect(spoke, id).toContain(rule)
  }
})

test('every published row is asked', () => {
  expect([...new Set(vectors.map(one => rowOf(one.id)))].sort()).toEqual([...guardRows].sort())
  const asked = new Set(calculated.map(one => rowOf(one.id)))
  expect(calculatorRows.filter(row => !asked.has(row))).toEqual([])
})

test('the published clocks and figures hold through the API', async ({ request, server, world }) => {
  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  for (const { id, calculator, body, answer } of calculated) {
    const response = await request.post(`${server.url}/api/v1/calculators/${calculator}`, { headers, data: body })
    expect(response.status(), id).toBe(200)
    expect(await response.json(), id).toMatchObject(answer)
  }
})

test('a reason says its source as one text and in both languages', async ({ request, server, world }) => {
  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  const night = { packs: ['cn-cba-2026'], at: '2026-06-15T22:30:00+08:00', recipientTimeZone: 'Asia/Shanghai', action: { kind: 'call', purpose: 'collection' } }
  const response = await request.post(`${server.url}/api/v1/guard/evaluate`, { headers, data: night })
  const { reasons } = (await response.json()) as { reasons: { rule: string; source: string; sourceText: object }[] }
  expect(reasons.find(reason => reason.rule === 'quiet_hours')).toMatchObject({
    source: 'China Banking Association 2026',
    sourceText: { en: 'China Banking Association 2026', zh_cn: '中国银行业协会《金融机构个人消费类贷款催收工作指引（试行）》' },
  })
})

test('a body that does not fit names each field, and a stored decision is one for its key', async ({ request, server, world }) => {
  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  const wrong = await request.post(`${server.url}/api/v1/guard/evaluate`, { headers, data: { packs: 'x', at: 'noon', action: { kind: 'shout', purpose: 'collection', colour: 1 } } })
  expect(wrong.status()).toBe(400)
  const { error } = (await wrong.json()) as { error: { fields: Record<string, string> } }
  expect(Object.keys(error.fields).sort()).toEqual(['action.colour', 'action.kind', 'at', 'packs', 'recipientTimeZone'])
  const take = (key: string) =>
    request.post(`${server.url}/api/v1/guard/decisions`, { headers: { ...headers, 'idempotency-key': key }, data: { borrowerNumber: 'AN000001', kind: 'call', number: '13999999999' } })
  const [first, again, other] = [await take('guard-api-0001'), await take('guard-api-0001'), await take('guard-api-0002')]
  expect([first.status(), again.status()]).toEqual([201, 201])
  const ids = await Promise.all([first, again, other].map(async answer => ((await answer.json()) as { id: string }).id))
  expect(ids[0]).toBe(ids[1])
  expect(ids[2]).not.toBe(ids[0])
})

test("an agency's key asks the guard about its own borrowers, and opens nothing else", async ({ request, server, world }) => {
  const { agency, apiKey } = demoLender(world, 'anhe')
  if (!agency) throw new Error('no agency in the demo world')
  const headers = { authorization: `Bearer ${agency.apiKey}` }
  expect(agency.borrowers).toHaveLength(2)
  const ask = (borrowerNumber: string, number: string) =>
    request.post(`${server.url}/api/v1/guard/decisions`, { headers: { ...headers, 'idempotency-key': `agency-${borrowerNumber}` }, data: { borrowerNumber, kind: 'call', number } })
  for (const { number, phone } of agency.borrowers) {
    const answer = await ask(number, phone)
    expect(answer.status()).toBe(201)
    const { id, decision } = (await answer.json()) as { id: string; decision: string }
    const report = (key: string) => request.post(`${server.url}/api/v1/guard/decisions/${id}/contact`, { headers: { authorization: `Bearer ${key}` }, data: { outcome: 'NA' } })
    if (decision === 'allowed') expect((await report(agency.apiKey)).status()).toBe(200)
    expect((await report(apiKey)).status()).toBe(404)
  }
  const placed = new Set(agency.borrowers.map(({ number }) => number))
  const other = ['AN000001', 'AN000002', 'AN000003'].find(number => !placed.has(number)) ?? ''
  expect((await ask(other, '13999999999')).status()).toBe(404)
  const closed = ['guard/evaluate', 'payments', 'imports', 'calculators/limitation'].map(path => request.post(`${server.url}/api/v1/${path}`, { headers: { ...headers, 'idempotency-key': 'agency-0001' }, data: {} }))
  expect((await Promise.all(closed)).map(answer => answer.status())).toEqual([403, 403, 403, 403])
})
