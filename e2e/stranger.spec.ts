import { globSync } from 'node:fs'
import type { APIRequestContext } from '@playwright/test'
import { demoLender, emailOf, one } from './support/demo'
import { roles, staffPermissions, toToken } from './support/known'
import { signInBorrower, staffCookie } from './support/sign-in'
import type { Server } from './support/servers'
import { expect, test } from './support/test'

const pathOf = (file: string) =>
  `/${file.replace(/^app\//, '').replace(/\/?(page\.tsx|route\.ts)$/, '').split('/').filter(part => !part.startsWith('(')).join('/')}`

const staffPages = globSync('app/(staff)/**/page.tsx').map(pathOf)
const apiRoutes = globSync('app/api/**/route.ts').map(pathOf).filter(path => !/^\/api\/(auth|health|v1\/openapi\.json$)/.test(path))
const nobodysToken = toToken('01900000-0000-7000-8000-000000000001', '01900000-0000-7000-8000-000000000002')
const filled = (path: string, token = nobodysToken) =>
  path.replace('[token]', token).replace('[id]', '01900000-0000-7000-8000-000000000003').replace('[lender]', 'anhe').replace('[n]', '1').replace('[line]', '01900000-0000-7000-8000-000000000003').replace('[step]', 'changed').replace('[code]', 'us-reg-f').replace('[version]', '1')

/** Who may open which place; every other role must find nothing there. */
const places: Record<string, keyof typeof staffPermissions> = {
  '/desk': 'case:read',
  '/reviews': 'hardship:review',
  '/escalations': 'escalation:decide',
  '/control': 'control:read',
  '/payments': 'payment:record',
  '/payments/to-confirm': 'payment:record',
  '/payments/statements': 'payment:record',
  '/payments/unmatched': 'payment:record',
  '/payments/provider': 'payment:record',
  '/payments/provider/secrets': 'staff:manage',
  '/imports': 'import:run',
  '/outbox': 'outbox:read',
  '/assurance': 'guard:read',
  '/credit-reports': 'journal:export',
  '/credit-reports/held': 'journal:export',
  '/credit-reports/corrections': 'credit_report:correct',
  '/policy': 'policy:read',
  '/policy/changes': 'policy:read',
  '/policy/change': 'policy:propose',
  '/credit-reports/withdrawals': 'credit_report:correct',
  '/credit-reports/disputes': 'journal:export',
  '/agencies': 'agency:manage',
  '/rules': 'pack:read',
  '/rules/try': 'pack:read',
  '/rules/blocked': 'guard:read',
  '/rules/us-reg-f/1': 'pack:read',
  '/rules/us-reg-f/1/changes': 'pack:read',
  '/rules/us-reg-f/1/examples': 'pack:read',
}

const get = (request: APIRequestContext, server: Server, path: string, cookie = '') =>
  request.get(server.url + path, { maxRedirects: 0, headers: cookie ? { cookie: `leeway.staff=${cookie}` } : {} })

test('nobody reaches no staff page and no API', async ({ request, server }) => {
  expect(staffPages.length).toBeGreaterThan(12)
  expect(apiRoutes.length).toBeGreaterThan(12)
  for (const page of staffPages) {
    const answer = await get(request, server, filled(page))
    expect([answer.status(), answer.headers().location], page).toEqual([307, '/sign-in'])
  }
  for (const path of apiRoutes) {
    for (const method of ['GET', 'POST']) {
      const answer = await request.fetch(server.url + filled(path), { method, maxRedirects: 0 })
      expect([401, 405], `${method} ${path} answered ${answer.status()}`).toContain(answer.status())
    }
  }
})

test('the description of the API is open to all and lists every address a key may ask', async ({ request, server }) => {
  const answer = await request.get(`${server.url}/api/v1/openapi.json`)
  expect(answer.status()).toBe(200)
  const { paths } = (await answer.json()) as { paths: Record<string, unknown> }
  const listed = Object.keys(paths).map(path => path.replace(/\{(\w+)\}/g, '[$1]'))
  expect(apiRoutes.filter(path => path.startsWith('/api/v1/') && !listed.includes(path))).toEqual([])
})

test('each role opens its own places and finds nothing at the others', async ({ request, server, world }) => {
  for (const role of roles) {
    const cookie = await staffCookie(server, emailOf(world, 'anhe', role))
    for (const [place, permission] of Object.entries(places)) {
      const mayOpen = staffPermissions[permission]?.includes(role) ?? false
      const answer = await get(request, server, place, cookie)
      expect(answer.status(), `${role} at ${place}`).toBe(mayOpen ? 200 : 404)
    }
  }
})

test("another lender's staff and keys find nothing", async ({ request, server, world }) => {
  const found = await one<{ borrower_id: string; id: string }>(server, "select c.borrower_id, c.id from cases c join lenders l on l.id = c.lender_id where l.slug = 'anhe' limit 1")
  const payment = await one<{ borrower_id: string; id: string }>(server, "select p.borrower_id, p.id from payments p join lenders l on l.id = p.lender_id where l.slug = 'anhe' limit 1")
  const application = await one<{ borrower_id: string; id: string }>(server, "select a.borrower_id, a.id from hardship_applications a join lenders l on l.id = a.lender_id where l.slug = 'anhe' limit 1")
  const caseToken = toToken(found.borrower_id, found.id)
  const cookies = {
    collector: await staffCookie(server, emailOf(world, 'qingzhou', 'collector')),
    supervisor: await staffCookie(server, emailOf(world, 'qingzhou', 'supervisor')),
    reviewer: await staffCookie(server, emailOf(world, 'qingzhou', 'reviewer')),
  }
  const own = await staffCookie(server, emailOf(world, 'anhe', 'collector'))
  expect((await get(request, server, `/cases/${caseToken}`, own)).status()).toBe(200)
  for (const [path, cookie] of [
    [`/cases/${caseToken}`, cookies.collector],
    [`/cases/${caseToken}/money`, cookies.collector],
    [`/cases/${caseToken}/money/statement?format=csv`, cookies.collector],
    [`/api/cases/${caseToken}`, cookies.collector],
    [`/payments/${toToken(payment.borrower_id, payment.id)}`, cookies.supervisor],
    [`/reviews/${toToken(application.borrower_id, application.id)}`, cookies.reviewer],
  ] as const) {
    expect((await get(request, server, path, cookie)).status(), path).toBe(404)
  }
  const foreign = { authorization: `Bearer ${demoLender(world, 'qingzhou').apiKey}` }
  expect((await request.get(`${server.url}/api/v1/payments/${payment.id}`, { headers: foreign })).status()).toBe(404)
  const reversal = await request.post(`${server.url}/api/v1/payments/${payment.id}/reversal`, { headers: { ...foreign, 'idempotency-key': 'stranger-0001' }, data: { reason: 'not mine' } })
  expect(reversal.status()).toBe(404)
  expect((await request.get(`${server.url}/api/v1/borrowers/${found.borrower_id}/statement`, { headers: foreign })).status()).toBe(404)
  const message = await one<{ id: string }>(server, "select m.id from messages m join lenders l on l.id = m.lender_id where l.slug = 'anhe' and m.status = 'handed' and m.delivery is null limit 1")
  const receipt = await request.post(`${server.url}/api/v1/messages/${message.id}/delivery`, { headers: foreign, data: { delivery: 'delivered', at: new Date().toISOString() } })
  expect(receipt.status()).toBe(404)
})

test('a borrower sees one lender and oneself only', async ({ page, context, server }) => {
  const [me, other] = await Promise.all(
    ['limit 1', 'offset 1 limit 1'].map(which =>
      one<{ lender_id: string; borrower_id: string; document: string }>(
        server,
        `select d.lender_id, d.borrower_id, d.id as document from documents d join lenders l on l.id = d.lender_id where l.slug = 'anhe'
         and d.id in (select distinct on (borrower_id) id from documents order by borrower_id, id) order by d.borrower_id ${which}`,
      ),
    ),
  )
  if (!me || !other) throw new Error('the demo world has too few documents')
  await signInBorrower(context, server, { lenderId: me.lender_id, borrowerId: me.borrower_id })
  await page.goto(`${server.url}/portal/anhe`)
  expect(new URL(page.url()).pathname).toBe('/portal/anhe')
  await page.goto(`${server.url}/portal/qingzhou`)
  expect(new URL(page.url()).pathname).toBe('/portal/qingzhou/sign-in')
  const statusOf = async (path: string) => (await page.request.get(server.url + path)).status()
  expect(await statusOf(`/api/portal/anhe/documents/${toToken(me.borrower_id, me.document)}/pages/1`)).toBe(200)
  expect(await statusOf(`/api/portal/anhe/documents/${toToken(other.borrower_id, other.document)}/pages/1`)).toBe(404)
  expect(await statusOf(`/api/portal/qingzhou/documents/${toToken(me.borrower_id, me.document)}/pages/1`)).toBe(401)
  const link = await one<{ borrower_id: string; id: string }>(
    server,
    `insert into payment_links (borrower_id, id, lender_id, amount_cents, currency, request_id, created_at, expires_at)
     values ($1, gen_random_uuid(), $2, 100, 'CNY', gen_random_uuid(), now(), now() + interval '30 days') returning borrower_id, id`,
    [other.borrower_id, other.lender_id],
  )
  expect(await statusOf(`/portal/anhe/pay/${toToken(link.borrower_id, link.id)}`)).toBe(404)
  expect(await statusOf(`/portal/anhe/pay/${toToken(me.borrower_id, link.id)}`)).toBe(404)
  for (const path of staffPages) {
    const answer = await page.request.get(server.url + filled(path), { maxRedirects: 0 })
    expect(answer.status(), path).toBe(307)
  }
})
