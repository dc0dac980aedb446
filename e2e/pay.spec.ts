import { emailOf, one } from './support/demo'
import { borrowerOf } from './support/pages'
import { signInAs, signInBorrower, speak } from './support/sign-in'
import { english, stands } from './support/stand'
import { expect, test } from './support/test'

for (const stand of stands.filter(({ device }) => device.isMobile)) {
  test(`a borrower pays at the provider and comes back to what our books say, ${stand.name}`, async ({ browser, server }) => {
    const context = await browser.newContext(stand.device)
    await speak(context, server, stand.locale)
    const borrower = await borrowerOf(server, 'offered a plan')
    await signInBorrower(context, server, borrower)
    const page = await context.newPage()
    const { pay, paid } = stand.words.portal
    const answer = await page.goto(`${server.url}/portal/anhe/pay`)
    expect(answer?.headers()['content-security-policy']).toContain(`form-action 'self' ${server.sandboxUrl};`)
    await expect(page.getByRole('heading', { name: pay.now.title, exact: true })).toBeVisible()
    await page.getByText(pay.now.options.other, { exact: true }).click()
    const amount = page.getByRole('textbox', { name: pay.now.amount })
    await amount.fill('99999999')
    await page.getByRole('button', { name: pay.now.go }).click()
    await expect(page.getByText(stand.words.errors.pay_more_than_owed).first()).toBeVisible()
    await amount.fill('20.26')
    await page.getByRole('button', { name: pay.now.go }).click()
    await page.waitForURL(`${server.sandboxUrl}/pay/**`)
    await expect(page.getByText('20.26')).toBeVisible()
    expect(await page.locator('input, select, textarea').count()).toBe(0)
    await page.getByRole('button', { name: stand.locale === 'en' ? 'Go back without paying' : '暂不支付，返回' }).click()
    await page.waitForURL(`${server.url}/portal/anhe/pay/*`)
    await expect(page.getByText(paid.created.title, { exact: true })).toBeVisible()
    await page.goto(`${page.url()}?status=paid&result=success`)
    await expect(page.getByText(paid.created.title, { exact: true })).toBeVisible()
    await page.getByRole('button', { name: paid.goOn }).click()
    await page.waitForURL(`${server.sandboxUrl}/pay/**`)
    await page.getByRole('button', { name: stand.locale === 'en' ? 'Pay' : '确认支付', exact: true }).click()
    await page.waitForURL(`${server.url}/portal/anhe/pay/*`)
    await expect(page.getByText(paid.paid.title, { exact: true }).first()).toBeVisible()
    const { borrowerId } = borrower
    const posted = await one<{ count: number }>(server, "select count(*)::int as count from payments where borrower_id = $1 and source = 'sandbox' and amount_cents = 2026 and status = 'posted'", [borrowerId])
    expect(posted.count).toBeGreaterThan(0)
    // What was offered on the old sum stands anew on what is owed now.
    const offers = await one<{ count: number }>(server, "select count(*)::int as count from plans where borrower_id = $1 and status = 'offer'", [borrowerId])
    expect(offers.count).toBeGreaterThan(0)
    await page.goto(`${server.url}/portal/anhe/pay`)
    await expect(page.getByRole('heading', { name: pay.recent, exact: true })).toBeVisible()
    await context.close()
  })
}

test('without script the form leads to the provider too, and a declined payment says so', async ({ browser, server }) => {
  const { locale, words, device } = english.desktop
  const context = await browser.newContext({ ...device, javaScriptEnabled: false })
  await speak(context, server, locale)
  await signInBorrower(context, server, await borrowerOf(server, 'offered a plan'))
  const page = await context.newPage()
  await page.goto(`${server.url}/portal/anhe/pay`)
  await page.getByLabel(words.portal.pay.now.options.other, { exact: true }).check()
  await page.getByRole('textbox', { name: words.portal.pay.now.amount }).fill('30.00')
  await page.getByRole('button', { name: words.portal.pay.now.go }).click()
  await page.waitForURL(`${server.sandboxUrl}/pay/**`)
  await page.getByRole('button', { name: 'Decline' }).click()
  await page.waitForURL(`${server.url}/portal/anhe/pay/*`)
  await expect(page.getByText(words.portal.paid.declined.title, { exact: true })).toBeVisible()
  await context.close()
})

test('an admin sets a secret that is shown once, and a supervisor deals with what was held', async ({ browser, server, world }) => {
  const { locale, words, device } = english.desktop
  const context = await browser.newContext(device)
  await speak(context, server, locale)
  await signInAs(context, server, emailOf(world, 'qingzhou', 'admin'))
  const page = await context.newPage()
  await page.goto(`${server.url}/payments/provider/secrets`)
  await page.getByRole('button', { name: words.providers.set }).click()
  await page.getByRole('button', { name: words.providers.make, exact: true }).click()
  await expect(page.getByText(/^whsec_[A-Za-z0-9+/]{32}$/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/whsec_/)).toHaveCount(0)
  await expect(page.getByRole('cell', { name: words.providers.old, exact: true })).toBeVisible()
  await signInAs(context, server, emailOf(world, 'qingzhou', 'supervisor'))
  await page.goto(`${server.url}/payments/provider`)
  const cards = page.getByRole('article')
  const before = await cards.count()
  expect(before).toBeGreaterThan(0)
  await cards.first().getByLabel(words.providers.note).fill('Asked the provider')
  await cards.first().getByRole('button', { name: words.providers.settle }).click()
  await expect(cards).toHaveCount(before - 1)
  await page.goto(`${server.url}/payments/provider?show=settled`)
  await expect(page.getByText('Asked the provider')).toBeVisible()
  await context.close()
})
