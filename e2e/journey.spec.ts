import en from '../messages/en.json' with { type: 'json' }
import { apply, sign, signInByCode } from './support/borrower-steps'
import { demoLender, one } from './support/demo'
import { dayOf, sweep } from './support/jobs'
import {
  countQueued,
  decisionsOf,
  figuresOf,
  findStory,
  lin,
  loanFile,
  openPhone,
  openStaff,
  tan,
  troubles,
  type Story,
} from './support/person'
import type { Server } from './support/servers'
import {
  callAndLog,
  findEscalation,
  importFile,
  offer,
  openCase,
  press,
  searchDesk,
  startOf,
  takeReview,
} from './support/staff-steps'
import { expect, test } from './support/test'

const caseOf = (server: Server, story: Story) =>
  one<{ status: string; queue: string; reasons: { code: string }[] }>(
    server,
    'select status, queue, rank_reasons as reasons from cases where borrower_id = $1 and id = $2',
    [story.borrowerId, story.caseId],
  )
const lenderId = async (server: Server) => (await one<{ id: string }>(server, "select id from lenders where slug = 'anhe'")).id

test('from a missed payment to a plan that is not kept', async ({ browser, server, world, request }) => {
  test.setTimeout(240_000)
  const admin = await openStaff(browser, server, world, 'admin')
  await test.step('the lender imports a loan that is 20 days late', async () => {
    await importFile(admin, server, await lenderId(server), loanFile(server, [lin]), [lin])
  })
  const story = await findStory(server, lin.loanNumber)
  expect(await caseOf(server, story)).toMatchObject({ status: 'open', queue: 'work' })

  const collector = await openStaff(browser, server, world, 'collector')
  await test.step('the collector finds the case and calls; after three talks the guard says no', async () => {
    await openCase(collector, server, lin)
    await expect(collector.getByText('20 days').first()).toBeVisible()
    await callAndLog(collector, en.contacts.outcomes.NA)
    await callAndLog(collector, en.contacts.outcomes.RPC)
    await callAndLog(collector, en.contacts.outcomes.RTP)
    const stale = await collector.context().newPage()
    await stale.goto(`${server.url}/cases/${story.token}`)
    await callAndLog(collector, en.contacts.outcomes.RPC)
    await stale.getByRole('button', { name: en.contacts.call, exact: true }).click()
    await expect(stale.getByText('(3 of 3 used)').first()).toBeVisible()
    await expect(collector.getByRole('button', { name: en.contacts.call, exact: true })).toBeDisabled()
    const list = collector.getByRole('list').filter({ hasText: '(3 of 3 used)' })
    await expect(list.first()).toContainText(startOf(en.guard.nextPermitted))
    await stale.close()
    expect(await decisionsOf(server, story)).toEqual([...Array(4).fill('allowed'), 'blocked calls_answered_per_day conversations_per_day'])
  })

  const phone = await openPhone(browser, server)
  await test.step('the borrower asks for help on a phone', async () => {
    await signInByCode(phone, server, lin, story.borrowerId)
    await apply(phone, { offer: '600', wages: '5000', housing: '1800' })
  })

  await test.step('the case leaves the queue and a call is blocked by the hold', async () => {
    expect(await caseOf(server, story)).toMatchObject({ status: 'open', queue: 'held' })
    await searchDesk(collector, server, lin)
    await expect(collector.getByRole('row').filter({ hasText: lin.name })).toContainText('Hardship')
    await openCase(collector, server, lin)
    await expect(collector.getByRole('button', { name: en.contacts.call, exact: true })).toBeDisabled()
    await expect(collector.getByText('The borrower asked for help with hardship').first()).toBeVisible()
  })

  await test.step('a reviewer offers two plans within the limit', async () => {
    const reviewer = await openStaff(browser, server, world, 'reviewer')
    await takeReview(reviewer, server, lin)
    await offer(reviewer, [en.planOptions.as_offered.title, en.planOptions.within_budget.title])
    await expect(reviewer.getByText('2 plans have been offered.')).toBeVisible()
    await reviewer.context().close()
  })

  await test.step('the borrower compares, reads and signs', async () => {
    await phone.goto(`${server.url}/portal/anhe`)
    await phone.getByRole('link', { name: en.portal.next.offerButton, exact: true }).click()
    await expect(phone.getByRole('heading', { name: en.agreement.compareTitle })).toBeVisible()
    await expect(phone.getByRole('link', { name: startOf(en.agreement.chooseLetter) })).toHaveCount(2)
    await phone
      .getByRole('link', { name: startOf(en.agreement.chooseLetter) })
      .first()
      .click()
    await sign(phone, server, lin, story.borrowerId)
    expect(await caseOf(server, story)).toMatchObject({ status: 'open', queue: 'plan' })
    await openCase(collector, server, lin)
    await expect(collector.getByText('A signed plan is being kept').first()).toBeVisible()
    await expect(collector.getByRole('button', { name: en.contacts.call, exact: true })).toBeDisabled()
  })

  const plan = await one<{ id: string; number: string; due_on: string; total_cents: string }>(
    server,
    `select p.id, p.number, i.due_on::text, sum(i.principal_cents + i.interest_cents + i.penalty_cents + i.fee_cents)::text as total_cents from plans p join plan_instalments i on i.borrower_id = p.borrower_id and i.plan_id = p.id
     where p.borrower_id = $1 and p.status = 'active' group by p.id, p.number, i.due_on order by i.due_on limit 1`,
    [story.borrowerId],
  )
  const firstDate = phone.getByRole('table', { name: en.plans.schedule }).getByRole('row').nth(1)
  const before = await figuresOf(server, story)

  const headers = { authorization: `Bearer ${demoLender(world, 'anhe').apiKey}` }
  let payment = ''
  await test.step('a payment reaches the plan once, however often it is told', async () => {
    const data = {
      loanNumber: lin.loanNumber,
      amount: (Number(plan.total_cents) / 100).toFixed(2),
      currency: 'CNY',
      effectiveOn: dayOf(server, 0),
      channel: 'bank_transfer',
      source: 'journey',
      externalId: 'journey-1',
    }
    const told = () => request.post(`${server.url}/api/v1/payments`, { headers: { ...headers, 'idempotency-key': 'journey-payment-1' }, data })
    const [first, again] = [await told(), await told()]
    expect([first.status(), again.status()]).toEqual([201, 200])
    expect(await again.json()).toEqual(await first.json())
    expect(first.headers()).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" })
    const many = await request.post(`${server.url}/api/v1/payments/batch`, {
      headers,
      data: {
        payments: [
          { idempotencyKey: 'journey-payment-1', payment: data },
          { idempotencyKey: 'journey-payment-2', payment: { ...data, loanNumber: 'nobody-1', externalId: 'journey-2' } },
          { idempotencyKey: 'short', payment: data },
        ],
      },
    })
    const { results } = (await many.json()) as { results: { status: number; payment?: unknown; error?: { reason: string } }[] }
    expect(results.map(one => one.error?.reason ?? one.status)).toEqual([200, 'payment_target_unknown', 'check_fields'])
    expect(results[0]?.payment).toEqual(await first.json())
    payment = ((await first.json()) as { id: string }).id
    await phone.goto(`${server.url}/portal/anhe/plan`)
    await expect(firstDate.getByText(en.plans.date.paid).filter({ visible: true })).toBeVisible()
    expect(await figuresOf(server, story)).not.toEqual(before)
  })

  await test.step('its reversal puts everything back as it was', async () => {
    const reversal = await request.post(`${server.url}/api/v1/payments/${payment}/reversal`, {
      headers,
      data: { reason: 'returned by the bank' },
    })
    expect(reversal.status()).toBe(201)
    await phone.goto(`${server.url}/portal/anhe/plan`)
    await expect(firstDate.getByText(en.plans.date.next).filter({ visible: true })).toBeVisible()
    expect(await figuresOf(server, story)).toEqual(before)
  })

  await test.step('reminded, missed, in grace, then broken: a supervisor sees it and the case is back in the queue', async () => {
    const ahead = (Date.parse(plan.due_on) - Date.parse(dayOf(server, 0))) / 86_400_000
    const run = (name: string, days: number) => sweep(server, story.lenderId, name, days)
    const stateOf = async () => {
      const { status } = await one<{ status: string }>(server, 'select status from plans where id = $1', [plan.id])
      return [status, (await caseOf(server, story)).queue]
    }
    await run('plan_reminders', ahead - 4)
    expect(await countQueued(server, story, 'plan_reminder')).toBe(0)
    await run('plan_reminders', ahead - 3)
    expect(await countQueued(server, story, 'plan_reminder')).toBe(1)
    await run('plans', ahead)
    expect(await stateOf()).toEqual(['active', 'plan'])
    await run('plans', ahead + 1)
    expect([...(await stateOf()), await countQueued(server, story, 'plan_missed')]).toEqual(['grace', 'plan', 1])
    await run('plans', ahead + 3)
    expect([...(await stateOf()), await countQueued(server, story, 'plan_missed')]).toEqual(['grace', 'plan', 1])
    await run('plans', ahead + 4)
    expect(await stateOf()).toEqual(['broken', 'work'])
    expect((await caseOf(server, story)).reasons.map(reason => reason.code)).toContain('plan_broken')
    const supervisor = await openStaff(browser, server, world, 'supervisor')
    await findEscalation(supervisor, server, lin)
    await expect(supervisor.getByText(startOf(en.escalations.missed)).first()).toBeVisible()
    await searchDesk(collector, server, lin)
    await expect(collector.getByRole('row').filter({ hasText: lin.name })).toContainText(en.cases.reasons.plan_broken)
    await phone.goto(`${server.url}/portal/anhe/plan`)
    await expect(phone.getByText(en.agreement.brokenTitle)).toBeVisible()
  })
  expect(troubles).toEqual([])
})

test('a plan above the reviewer’s limit reaches the borrower only through a supervisor', async ({ browser, server, world }) => {
  test.setTimeout(180_000)
  await importFile(await openStaff(browser, server, world, 'admin'), server, await lenderId(server), loanFile(server, [tan]), [
    tan,
  ])
  const story = await findStory(server, tan.loanNumber)
  const phone = await openPhone(browser, server)
  await signInByCode(phone, server, tan, story.borrowerId)
  await apply(phone, { offer: '2500', wages: '9000', housing: '3000' })
  const reviewer = await openStaff(browser, server, world, 'reviewer')
  await takeReview(reviewer, server, tan)
  await offer(reviewer, [en.planOptions.as_offered.title])
  await expect(reviewer.getByText(en.plans.status.awaiting_approval).first()).toBeVisible()
  await phone.goto(`${server.url}/portal/anhe/plan`)
  await expect(phone.getByText(en.agreement.none)).toBeVisible()
  const supervisor = await openStaff(browser, server, world, 'supervisor')
  await findEscalation(supervisor, server, tan)
  await expect(supervisor.getByRole('heading', { name: en.escalations.beforeAfter })).toBeVisible()
  await press(supervisor, en.escalations.approve)
  await expect(supervisor.getByText(en.escalations.done).or(supervisor.getByText(en.escalations.doneLast))).toBeVisible()
  await phone.goto(`${server.url}/portal/anhe/plan`)
  await phone.getByRole('link', { name: en.agreement.chooseThis, exact: true }).click()
  await sign(phone, server, tan, story.borrowerId)
  expect(await caseOf(server, story)).toMatchObject({ status: 'open', queue: 'plan' })
  expect(troubles).toEqual([])
})
