import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chromium } from '@playwright/test'
import sparticuz from '@sparticuz/chromium'

export type Browser = { executablePath?: string; args: string[] }

const SYSTEM = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
]
const HOW = 'Set LEEWAY_BROWSER to a Chromium or Chrome, or run: npx playwright install chromium'

/** A browser for the tests: LEEWAY_BROWSER, Playwright's own, the system's, else the one npm brought. Throws a sentence when none runs. */
export async function findBrowser(): Promise<Browser> {
  // A sandbox inside a sandbox (root, containers) does not start; small /dev/shm breaks long pages.
  const args = process.getuid?.() === 0 ? ['--no-sandbox', '--disable-dev-shm-usage'] : ['--disable-dev-shm-usage']
  const named = process.env.LEEWAY_BROWSER
  if (named) {
    if (!existsSync(named)) throw new Error(`LEEWAY_BROWSER names ${named}, which does not exist.`)
    return { executablePath: named, args }
  }
  if (existsSync(chromium.executablePath())) return { args }
  const system = SYSTEM.find(file => existsSync(file))
  if (system) return { executablePath: system, args }
  return { executablePath: await unpackShipped(), args: ['--no-sandbox', '--disable-dev-shm-usage'] }
}

/** Its own recommended arguments are left out on purpose: `--single-process` ends the browser after one page. */
async function unpackShipped(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') throw new Error(`No browser was found. ${HOW}`)
  const file = await sparticuz.executablePath()
  const tried = spawnSync(file, ['--version', '--no-sandbox'], { encoding: 'utf8' })
  if (tried.status === 0) return file
  const missing = [...tried.stderr.matchAll(/(lib[\w.+-]+\.so[\w.]*)/g)].map(found => found[1])
  throw new Error(
    missing.length > 0
      ? `The browser that npm brought lacks ${missing.join(', ')}. On Debian or Ubuntu: apt-get install libnss3 libnspr4 libexpat1. ${HOW}`
      : `The browser that npm brought does not start: ${tried.stderr || tried.error?.message}. ${HOW}`,
  )
}
