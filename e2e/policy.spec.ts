import type { Page } from '@playwright/test'
import en from '../messages/en.json' with { type: 'json' }
import zh from '../messages/zh-CN.json' with { type: 'json' }
import { openStaff, troubles } from './support/person'
import { speak } from './support/sign-in'
import { press } from './support/staff-steps'
import type { Server } from './support/servers'
import { expect, test } from './support/test'

const lender = { lender: 'qingzhou' } as const
const reason = 'Five weeks of waiting were too long for most.'

test.beforeEach(() => void troubles.splice(0))
test.afterEach(() => expect(troubles).toEqual([]))

test('compliance: numbers are proposed, taken back, proposed again, approved by somebody else on a phone, and hold', async ({ browser, server, world }) => {
  const proposer = await openStaff(browser, server, world, 'compliance', lender)
  const card = (page: Page) => page.getByRole('article').filter({ hasText: reason })

  await test.step('a number out of bounds is named and nothing typed is lost; then it waits', async () => {
    await propose(proposer, server, '61')
    await expect(proposer.getByText(en.errors.policy_out_of_bounds).first()).toBeVisible()
    await expect(proposer.getByLabel(en.policy.reason)).toHaveValue(reason)
    await proposer.getByLabel(en.policy.fields.cureDays.label).fill('21')
    await press(proposer, en.policy.propose)
    await expect(proposer.getByText(en.policy.done.proposed)).toBeVisible()
    await expect(card(proposer)).toContainText(en.policy.own)
    await expect(card(proposer).getByRole('button', { name: en.policy.decideNow, exact: true })).toHaveCount(0)
  })

  await test.step('it is taken back, and proposed otherwise', async () => {
    await card(proposer).getByRole('button', { name: en.policy.withdraw, exact: true }).click()
    await expect(proposer.getByText(en.policy.done.withdraw)).toBeVisible()
    await expect(card(proposer)).toHaveCount(0)
    await propose(proposer, server, '20')
    await expect(proposer.getByText(en.policy.done.proposed)).toBeVisible()
  })

  await test.step('a second person reads old and new and approves', async () => {
    const other = await openStaff(browser, server, world, 'admin', lender)
    await speak(other.context(), server, 'zh-CN', 'dark')
    await other.setViewportSize({ width: 390, height: 844 })
    await other.goto(`${server.url}/policy`)
    await other.getByRole('link', { name: zh.policy.toWaiting, exact: true }).click()
    await expect(card(other)).toContainText('20 天')
    await card(other).getByRole('radio', { name: zh.policy.approve }).check()
    await card(other).getByRole('button', { name: zh.policy.decideNow, exact: true }).click()
    await expect(other.getByText(zh.policy.done.approve)).toBeVisible()
    await expect(card(other)).toHaveCount(2)
    await other.context().close()
  })

  await proposer.goto(`${server.url}/policy`)
  await expect(proposer.getByRole('row').filter({ hasText: en.policy.fields.cureDays.label })).toContainText('20 days')
})

async function propose(page: Page, server: Server, days: string) {
  await page.goto(`${server.url}/policy/change?section=guardian`)
  await page.getByLabel(en.policy.fields.cureDays.label).fill(days)
  await page.getByLabel(en.policy.reason).fill(reason)
  await press(page, en.policy.propose)
}
