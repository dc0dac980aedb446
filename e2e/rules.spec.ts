import type { APIRequestContext, Page } from '@playwright/test'
import en from '../messages/en.json' with { type: 'json' }
import { barriers } from './support/barriers'
import { demoLender, one } from './support/demo'
import { listen, openStaff, troubles } from './support/person'
import { speak } from './support/sign-in'
import { press, startOf } from './support/staff-steps'
import type { Server, World } from './support/servers'
import { expect, test } from './support/test'

const CODE = 'cn-consumer-finance-2024'
const RULE = 'no_calls_for_now'
const text = { en: 'Nobody is called while the lines are checked.', zh: '线路检查期间不致电。' }
const because = 'The order no longer holds this rule.'

test.beforeEach(() => void troubles.splice(0))
test.afterEach(() => expect(troubles).toEqual([]))

test('compliance: a rule is drafted, seen against the examples, published by somebody else, and decides', async ({ browser, request, server, world }) => {
  const callable = await findCallable(request, server, world)
  const drafter = await openStaff(browser, server, world, 'compliance', { lender: 'qingzhou' })
  const base = `/rules/${CODE}/1.1`

  await test.step('the draft gets a rule of its own kind; what is missing is named', async () => {
    await drafter.goto(`${server.url}/rules/${CODE}/1`)
    await press(drafter, en.rules.draftFrom)
    await drafter.waitForURL(`**${base}/edit`)
    await drafter.getByRole('link', { name: en.rules.addRule, exact: true }).click()
    await drafter.getByRole('combobox', { name: en.rules.chooseKind }).selectOption({ label: en.rules.tests.cap })
    await press(drafter, en.rules.chooseThis)
    await fillRule(drafter)
    await press(drafter, en.rules.addThis)
    await expect(refusal(drafter, en.errors.words_in_both_languages)).toBeVisible()
    await drafter.getByLabel(field(en.rules.fields.textIn, 'Chinese')).fill(text.zh)
    await press(drafter, en.rules.addThis)
    await drafter.waitForURL(`**${base}/edit?rule=${RULE}`)
    await expect(drafter.getByRole('heading', { name: RULE })).toBeVisible()
  })

  const gone = await test.step('another is taken out, with a reason', async () => {
    await drafter.goto(`${server.url}${base}/edit`)
    const name = (await drafter.locator('#rule-head').textContent()) ?? ''
    await drafter.getByText(en.rules.removeRule, { exact: true }).click()
    await press(drafter, en.rules.removeThis)
    await expect(refusal(drafter, en.errors.removal_says_why)).toBeVisible()
    await drafter.getByLabel(en.rules.removeReason).fill(because)
    await press(drafter, en.rules.removeThis)
    await expect(drafter.getByRole('heading', { name: en.rules.removedRules })).toBeVisible()
    expect(await barriers(drafter)).toEqual([])
    return name
  })

  await test.step('the comparison shows both, the examples turn red, and it is proposed', async () => {
    await drafter.getByRole('link', { name: en.rules.toPropose, exact: true }).click()
    const added = drafter.getByRole('region', { name: `${RULE} ${en.rules.diff.added}` })
    await expect(added).toContainText(text.en)
    await expect(drafter.getByRole('region', { name: `${gone} ${en.rules.diff.removed}` })).toContainText(because)
    await expect(drafter.getByText(en.rules.noExample.replace('{rules}', RULE))).toBeVisible()
    await drafter.getByRole('link', { name: en.rules.seeExamples, exact: true }).click()
    await expect(drafter.getByRole('row').filter({ hasText: `${CODE}/${gone}` }).first()).toContainText(en.rules.examples.red)
    await drafter.goto(`${server.url}${base}/changes`)
    await press(drafter, en.rules.propose)
    await expect(drafter.getByText(en.rules.done.proposed)).toBeVisible()
    await drafter.goto(`${server.url}${base}/changes`)
    await expect(drafter.getByText(en.rules.waitsForOther)).toBeVisible()
    await expect(drafter.getByRole('button', { name: en.rules.decideNow, exact: true })).toHaveCount(0)
  })

  expect((await ask(request, server, world, callable, 'before')).decision).toBe('allowed')

  await test.step('somebody else publishes it over red examples, saying why', async () => {
    const other = await openStaff(browser, server, world, 'admin', { lender: 'qingzhou' })
    await other.goto(`${server.url}${base}/changes`)
    await other.getByRole('radio', { name: en.rules.publish }).check()
    await press(other, en.rules.decideNow)
    await expect(refusal(other, en.errors.pack_red_needs_note)).toBeVisible()
    await other.getByRole('textbox', { name: en.rules.note }).fill('The removed rule is held by another pack of ours.')
    await press(other, en.rules.decideNow)
    await expect(other.getByText(en.rules.done.publish)).toBeVisible()
    await other.context().close()
  })

  await test.step('the next decision is blocked by it, and the record says so', async () => {
    const answer = await ask(request, server, world, callable, 'after')
    expect(answer).toMatchObject({ decision: 'blocked', reasons: [{ rule: RULE, source: 'The board minute 7', sourceText: { zh_cn: '董事会第七号' } }] })
    await drafter.goto(`${server.url}/assurance?rule=${RULE}`)
    const found = drafter.getByRole('article')
    await expect(found).toHaveCount(1)
    await expect(found).toContainText(text.en)
    await found.getByRole('link', { name: en.assurance.chain, exact: true }).click()
    await expect(drafter.getByText(`${CODE}@1.1`).first()).toBeVisible()
    await expect(drafter.getByText(en.assurance.replays.same)).toBeVisible()
  })
})

test('compliance: the editor is whole on a phone and by keyboard @phone', async ({ browser, server, world }) => {
  const page = await openStaff(browser, server, world, 'compliance', { lender: 'tape-lending' })
  await page.setViewportSize({ width: 390, height: 844 })
  listen(page)
  await page.goto(`${server.url}/rules/us-reg-f/1`)
  await press(page, en.rules.draftFrom)
  await page.waitForURL('**/edit')
  const base = page.url().replace(/\/edit$/, '')
  for (const [locale, path] of [['zh-CN', '/add?kind=cap'], ['zh-CN', '/edit'], ['en', '/add?kind=quiet_hours']] as const) {
    await speak(page.context(), server, locale)
    await page.goto(base + path)
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(390)
    expect(await barriers(page), `${locale} ${path}`).toEqual([])
  }
  const name = page.getByLabel(en.rules.newRule)
  await name.focus()
  await page.keyboard.type('evenings')
  await page.keyboard.press('Enter')
  await expect(refusal(page, en.errors.words_in_both_languages)).toBeFocused()
  await expect(name).toHaveValue('evenings')
})

const refusal = (page: Page, words: string) => page.getByRole('alert').filter({ hasText: words })
const field = (label: string, language: 'English' | 'Chinese') => `${startOf(label)} ${language}`

/** Everything but the Chinese text. */
async function fillRule(page: Page) {
  await page.getByLabel(en.rules.newRule).fill(RULE)
  await page.getByRole('group', { name: en.rules.params.kinds }).getByLabel(en.guard.kinds.call, { exact: true }).check()
  await page.getByLabel(en.rules.params.countedAs).selectOption('attempt')
  await page.getByLabel(en.rules.params.per).selectOption('person')
  await page.getByLabel(en.rules.params.days, { exact: true }).fill('1')
  await page.getByLabel(en.rules.params.limit).fill('0')
  await page.getByText(en.rules.appliesTitle, { exact: true }).click()
  await page.getByRole('group', { name: en.rules.applies.kinds }).getByLabel(en.guard.kinds.call, { exact: true }).check()
  await page.getByLabel(en.rules.fields.severity).selectOption('block')
  await page.getByLabel(en.rules.fields.mark).selectOption('Q')
  const words: [string, string, string][] = [
    [en.rules.fields.liftIn, 'Wait for the end of the check.', '等待检查结束。'],
    [en.rules.fields.authorityIn, 'The board', '董事会'],
    [en.rules.fields.articleIn, 'minute 7', '第七号'],
    [en.rules.fields.sourceIn, 'Minutes of the board', '董事会会议纪要'],
  ]
  await page.getByLabel(field(en.rules.fields.textIn, 'English')).fill(text.en)
  for (const [label, english, chinese] of words) {
    await page.getByLabel(field(label, 'English')).fill(english)
    await page.getByLabel(field(label, 'Chinese')).fill(chinese)
  }
}

type Callable = { number: string; phone: string }

async function ask(request: APIRequestContext, server: Server, world: World, { number, phone }: Callable, key: string) {
  const headers = { authorization: `Bearer ${demoLender(world, 'qingzhou').apiKey}`, 'idempotency-key': `rules-${key}-${number}` }
  const answer = await request.post(`${server.url}/api/v1/guard/decisions`, { headers, data: { borrowerNumber: number, kind: 'call', number: phone } })
  expect(answer.status()).toBe(201)
  return (await answer.json()) as { decision: string; reasons: { rule: string }[] }
}

/** The first invented borrower whom the guard lets be called. */
async function findCallable(request: APIRequestContext, server: Server, world: World): Promise<Callable> {
  for (const { name, phone } of demoLender(world, 'qingzhou').borrowers ?? []) {
    const { number } = await one<{ number: string }>(server, "select b.number from borrowers b join lenders l on l.id = b.lender_id where l.slug = 'qingzhou' and b.name = $1 limit 1", [name])
    if ((await ask(request, server, world, { number, phone }, 'find')).decision === 'allowed') return { number, phone }
  }
  throw new Error('the guard lets nobody be called')
}
