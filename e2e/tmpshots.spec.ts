import AxeBuilder from '@axe-core/playwright'
import { emailOf } from './support/demo'
import { borrowerOf, addressesOf } from './support/pages'
import { signInAs, signInBorrower, speak } from './support/sign-in'
import { stands } from './support/stand'
import { expect, test } from './support/test'

test('shots', async ({ browser, server, world }) => {
  test.setTimeout(240_000)
  const link = (await addressesOf(server, 'pays by a plan')).map(one => one.address).find(one => /pay\/./.test(one)) ?? ''
  for (const stand of stands) {
    const mark = `${stand.locale}-${stand.device.isMobile ? 'phone' : 'desk'}`
    const context = await browser.newContext({ ...stand.device, bypassCSP: true })
    await speak(context, server, stand.locale)
    const page = await context.newPage()
    const look = async (name: string, path: string) => {
      await page.goto(server.url + path)
      await page.screenshot({ path: `/tmp/paylink-shots/${name}-${mark}.png`, fullPage: true })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect.soft(violations.map(one => `${name} ${mark} ${one.id} ${one.nodes[0]?.html}`)).toEqual([])
    }
    if (stand.device.isMobile) {
      await signInBorrower(context, server, await borrowerOf(server, 'pays by a plan'))
      await look('pay', '/portal/anhe/pay')
      await look('paid', link)
      await page.goto(`${server.url}/portal/anhe/pay`)
      await page.getByRole('button', { name: stand.words.portal.pay.now.go }).click()
      await page.waitForURL(`${server.sandboxUrl}/pay/**`)
      await page.screenshot({ path: `/tmp/paylink-shots/sandbox-${mark}.png`, fullPage: true })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect.soft(violations.map(one => `sandbox ${one.id} ${one.nodes[0]?.html}`)).toEqual([])
    }
    await signInAs(context, server, emailOf(world, 'anhe', 'supervisor'))
    await look('provider', '/payments/provider')
    await signInAs(context, server, emailOf(world, 'anhe', 'admin'))
    await look('secrets', '/payments/provider/secrets')
    await context.close()
  }
})
