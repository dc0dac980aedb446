import type { BrowserContext, Page } from '@playwright/test'
import { barriers } from './support/barriers'
import { demoLender, emailOf } from './support/demo'
import { addressesOf, borrowerOf, isStory, pageFiles, places, viewers, type Viewer } from './support/pages'
import type { Server, World } from './support/servers'
import { signInAs, signInBorrower, speak } from './support/sign-in'
import { expect, test } from './support/test'

const widths = [1440, 390] as const
/** Each page is opened in both languages and both themes and measured at both widths; axe reads it once at each. Every second page swaps the themes, so that each pair is met. */
const looks = (even: boolean) =>
  [
    { locale: 'en', theme: even ? 'light' : 'dark', read: even ? 1440 : 390 },
    { locale: 'zh-CN', theme: even ? 'dark' : 'light', read: even ? 390 : 1440 },
  ] as const

test.describe.configure({ mode: 'parallel' })

test('every page of the app is looked at', () => {
  expect(pageFiles().length).toBeGreaterThan(35)
  expect(Object.keys(places).sort()).toEqual(pageFiles())
})

for (const viewer of viewers) {
  test(`every page for: ${viewer}`, async ({ browser, server, world }) => {
    test.setTimeout(240_000)
    const context = await browser.newContext({ reducedMotion: 'reduce' })
    const page = await context.newPage()
    const found: string[] = []
    let where = ''
    const note = (problem: string) => found.push(`${where}: ${problem}`)
    await enter(context, page, server, world, viewer)
    page.on('request', request => {
      const { protocol, origin } = new URL(request.url())
      if (protocol.startsWith('http') && origin !== server.url) note(`asks ${origin}`)
    })
    page.on('console', message => {
      if (message.type() === 'error') note(`console: ${message.text()}`)
    })
    page.on('pageerror', error => note(`error: ${error.message}`))
    for (const [index, { address, endsAt }] of (await addressesOf(server, viewer)).entries()) {
      for (const { locale, theme, read } of looks(index % 2 === 0)) {
        where = `${address} ${locale} ${theme}`
        await speak(context, server, locale, theme)
        await page.setViewportSize({ width: widths[0], height: 900 })
        const answer = await page.goto(server.url + address)
        expect([answer?.status(), new URL(page.url()).pathname], where).toEqual([200, endsAt])
        await expect(page.locator('h1').first(), where).toBeVisible()
        await expect(page.locator('[aria-busy="true"]'), where).toHaveCount(0)
        expect(await page.locator('html').getAttribute('lang'), where).toBe(locale)
        for (const width of widths) {
          where = `${address} ${locale} ${theme} ${width} px`
          await page.setViewportSize({ width, height: 900 })
          for (const problem of [...(await tooWide(page)), ...(width === read ? await barriers(page) : [])]) note(problem)
        }
      }
    }
    await context.close()
    expect(found).toEqual([])
  })
}

async function enter(context: BrowserContext, page: Page, server: Server, world: World, viewer: Viewer) {
  if (viewer === 'nobody' || viewer === 'a developer') return
  if (isStory(viewer)) return signInBorrower(context, server, await borrowerOf(server, viewer))
  if (viewer !== 'waits for a code') return signInAs(context, server, emailOf(world, 'anhe', viewer))
  await page.goto(`${server.url}/portal/anhe/sign-in`)
  await page.locator('input[name="phone"]').fill(demoLender(world, 'anhe').borrowers?.[0]?.phone ?? '')
  await page.locator('form:has(input[name="phone"]) button[type="submit"]').click()
  await page.waitForURL('**/sign-in/code')
}

/** Names the first thing that makes the page wider than the screen. */
const tooWide = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement
    if (scrollWidth <= clientWidth) return []
    const first = [...document.querySelectorAll('body *')].find(one => one.getBoundingClientRect().right > clientWidth + 1)
    return [`${scrollWidth} px wide, first ${first?.outerHTML.slice(0, 120) ?? 'unknown'}`]
  })
