import type { Page } from '@playwright/test'
import en from '@/messages/en.json' with { type: 'json' }
import { work } from './jobs'
import type { Person } from './person'
import type { Server } from './servers'
import { expect } from './test'

export const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

/** A message of the interface up to its first placeholder. */
export const startOf = (text: string) => text.slice(0, text.indexOf('{')).trim()

/** Uploads a loan file, reads the dry run, applies it; the worker's two jobs are done in between. */
export async function importFile(page: Page, server: Server, lenderId: string, file: Buffer, people: readonly Person[]) {
  await page.goto(`${server.url}/imports`)
  await page.getByRole('link', { name: en.imports.upload, exact: true }).click()
  await page.getByLabel(en.imports.chooseFile).setInputFiles({ name: 'journey.csv', mimeType: 'text/csv', buffer: file })
  await press(page, en.imports.send)
  await expect(page.getByText(en.imports.checkingTitle)).toBeVisible()
  expect(await work(server, lenderId, 'import.check')).toBe(1)
  const apply = page.getByRole('button', { name: startOf(en.imports.apply) })
  await expect(apply).toBeVisible()
  await expect(apply).toContainText(String(people.length))
  for (const { loanNumber } of people) await expect(page.getByRole('row').filter({ hasText: loanNumber })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: en.imports.kinds.amount_impossible })).toBeVisible()
  await apply.click()
  await expect(page.getByText(en.imports.applyingTitle)).toBeVisible()
  expect(await work(server, lenderId, 'import.apply')).toBe(1)
  await expect(page.getByText(en.imports.appliedTitle)).toBeVisible()
}

/** Finds a case from the desk's search and opens it with Enter. */
export async function openCase(page: Page, server: Server, person: Person) {
  await searchDesk(page, server, person)
  await page.getByRole('row').filter({ hasText: person.name }).getByRole('gridcell').first().click()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: person.name })).toBeVisible()
}

export async function searchDesk(page: Page, server: Server, person: Person) {
  await page.goto(`${server.url}/desk`)
  await expect(page.getByRole('grid').or(page.getByText(en.desk.emptyText))).toBeVisible()
  const field = page.getByLabel(en.desk.search)
  await field.fill(person.name)
  await field.press('Enter')
  await expect(page.getByRole('row').filter({ hasText: person.name })).toBeVisible()
}

/** One call that the guard allows, and its result. */
export async function callAndLog(page: Page, outcome: string) {
  await press(page, en.contacts.call)
  const result = page.getByRole('form', { name: en.contacts.resultTitle })
  await result.getByText(outcome, { exact: true }).click()
  await result.getByRole('button', { name: en.contacts.saveResult, exact: true }).click()
  await expect(result).toBeHidden()
  await expect(page.getByText(en.contacts.loggedSaid)).toBeVisible()
}

/** Opens an application from the reviewers' list, takes it and offers what is named. */
export async function takeReview(page: Page, server: Server, person: Person) {
  await page.goto(`${server.url}/reviews`)
  await page.getByRole('row').filter({ hasText: person.name }).getByRole('link').click()
  await press(page, en.reviews.take)
  await expect(page.getByRole('button', { name: en.reviews.release, exact: true })).toBeVisible()
  const proof = page.getByRole('img', { name: startOf(en.reviews.proofPage.replace('{file}', 'payslip.png')) })
  await expect.poll(() => proof.evaluate(image => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0)
}

export async function offer(page: Page, titles: readonly string[]) {
  for (const title of titles) await page.getByLabel(`${en.plans.choose}: ${title}`).check()
  await press(page, en.plans.propose)
}

/** Opens somebody's escalation from the supervisor's list, page by page. */
export async function findEscalation(page: Page, server: Server, person: Person) {
  await page.goto(`${server.url}/escalations`)
  const mine = page.getByRole('list', { name: en.escalations.list }).getByRole('link').filter({ hasText: person.name })
  const more = page.getByRole('link', { name: en.escalations.nextPage, exact: true })
  while ((await mine.count()) === 0) {
    const href = await more.getAttribute('href')
    await page.goto(`${server.url}${href}`)
  }
  await mine.click()
  await expect(page.getByRole('heading', { name: person.name })).toBeVisible()
}
