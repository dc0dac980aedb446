import type { Page } from '@playwright/test'
import en from '@/messages/en.json' with { type: 'json' }
import { one } from './demo'
import type { Person } from './person'
import type { Server } from './servers'
import { press } from './staff-steps'
import { expect } from './test'

/** The newest one-time code sent to somebody, read where the gateway would read it. */
async function lastCode(server: Server, borrowerId: string): Promise<string> {
  const { body } = await one<{ body: string }>(
    server,
    "select body from messages where borrower_id = $1 and template_code = 'sign_in_code' order by created_at desc, id desc limit 1",
    [borrowerId],
  )
  const code = /\b\d{6}\b/.exec(body)?.[0]
  if (!code) throw new Error('the message carries no code')
  return code
}

export async function signInByCode(page: Page, server: Server, person: Person, borrowerId: string) {
  await page.goto(`${server.url}/portal/anhe/sign-in`)
  await page.getByLabel(en.portal.signIn.phone).fill(person.phone)
  await press(page, en.portal.signIn.send)
  await page.getByRole('heading', { name: en.portal.signIn.codeTitle }).waitFor()
  await page.getByLabel(en.portal.signIn.code, { exact: true }).fill(await lastCode(server, borrowerId))
  await page.getByLabel(en.portal.signIn.idLastFour).fill(person.idNumber.slice(-4))
  await press(page, en.portal.signIn.enter)
  await expect(page.getByRole('heading', { level: 1, name: en.portal.home.title })).toBeVisible()
}

type Means = { offer: string; wages: string; housing: string }

/** Says what changed, what can be paid, income and spending, adds one picture, sends; ends on the receipt. */
export async function apply(page: Page, means: Means) {
  await page.getByRole('link', { name: en.portal.action.cannotPay.title }).click()
  await page.getByText(en.hardship.changes.income_less, { exact: true }).click()
  await press(page, en.hardship.saveAndGoOn)
  await page.getByText(en.hardship.offer.monthly, { exact: true }).click()
  await page.getByLabel(en.hardship.pay.amount).fill(means.offer)
  await press(page, en.hardship.saveAndGoOn)
  await page.getByRole('textbox', { name: en.hardship.category.wages }).fill(means.wages)
  await page.getByRole('textbox', { name: en.hardship.category.housing }).fill(means.housing)
  await press(page, en.hardship.saveAndGoOn)
  await addProof(page)
  await press(page, en.hardship.saveAndGoOn)
  await expect(page.getByRole('heading', { name: en.hardship.needs.title })).toBeVisible()
  await press(page, en.hardship.saveAndGoOn)
  await expect(page.getByRole('heading', { name: en.hardship.check.title })).toBeVisible()
  await expect(page.getByText('payslip.png')).toBeVisible()
  await page.getByLabel(en.hardship.check.declaration).check()
  await press(page, en.hardship.check.send)
  await expect(page.getByRole('heading', { name: en.hardship.receipt.heading.submitted })).toBeVisible()
  await expectFit(page)
}

async function addProof(page: Page) {
  const form = page.getByRole('form', { name: en.hardship.proof.financeTitle })
  await form
    .getByLabel(en.documents.choose)
    .setInputFiles({ name: 'payslip.png', mimeType: 'image/png', buffer: await page.screenshot() })
  await form.getByLabel(en.hardship.proof.financeConsent).check()
  await form.getByRole('button', { name: en.documents.add, exact: true }).click()
  await expect(page.getByRole('list', { name: en.documents.added }).getByText('payslip.png')).toBeVisible()
}

/** Nothing sticks out of a small screen. */
const expectFit = (page: Page) =>
  expect(page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).resolves.toBeLessThanOrEqual(0)

/** Reads one offer to the end and signs it with a fresh code and one's name. */
export async function sign(page: Page, server: Server, person: Person, borrowerId: string) {
  await expect(page.getByRole('heading', { name: en.agreement.readTitle })).toBeVisible()
  await expectFit(page)
  await press(page, en.agreement.sendCode)
  await expect(page.getByText(en.agreement.codeSent)).toBeVisible()
  const form = page.getByRole('form', { name: en.agreement.sign, exact: true })
  await form.getByLabel(en.agreement.name).fill(person.name)
  await form.getByLabel(en.agreement.code).fill(await lastCode(server, borrowerId))
  await form.getByLabel(en.agreement.agree).check()
  await form.getByRole('button', { name: en.agreement.signButton, exact: true }).click()
  await expect(page.getByText(en.agreement.signed)).toBeVisible()
  await expectFit(page)
}
