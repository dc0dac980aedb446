import type { Page } from '@playwright/test'
import { barriers } from './support/barriers'
import { demoLender, one } from './support/demo'
import { work } from './support/jobs'
import { borrowerOf } from './support/pages'
import { listen, openStaff, troubles } from './support/person'
import { signInBorrower, speak } from './support/sign-in'
import { english, stands } from './support/stand'
import type { Server } from './support/servers'
import { press, startOf } from './support/staff-steps'
import { expect, test } from './support/test'

const pathOf = (page: Page) => new URL(page.url()).pathname
const casePath = /\/cases\/[\w-]{43}$/

test.beforeEach(() => void troubles.splice(0))
test.afterEach(async ({ browser }) => {
  await Promise.all(browser.contexts().map(context => context.close()))
  expect(troubles).toEqual([])
})

/** What a walk before this one has settled comes up once more: there is something to settle for each. */
const askAgain = (server: Server) =>
  one<{ count: number }>(
    server,
    `with again as (
       insert into escalations (borrower_id, id, lender_id, case_id, kind, subject_id, status, facts, raised_by_kind, raised_by, raised_at, due_on)
       select borrower_id, gen_random_uuid(), lender_id, case_id, kind, subject_id, 'open', facts, raised_by_kind, raised_by, raised_at, due_on from escalations e
       where lender_id = (select id from lenders where slug = 'anhe') and kind <> 'plan_approval' and status = 'resolved'
         and not exists (select from escalations o where o.borrower_id = e.borrower_id and o.kind = e.kind and o.subject_id = e.subject_id and o.status = 'open')
       order by id limit 1 returning 1)
     select count(*)::int as count from again`,
  )

for (const stand of stands) {
  const { words } = stand
  test.describe(stand.name, () => {
    test('collector: takes the next case, leaves a note, goes on by a key', async ({ browser, server, world }) => {
      const page = await openStaff(browser, server, world, 'collector', { stand })
      await page.goto(`${server.url}/desk`)
      await press(page, words.desk.next)
      await page.waitForURL(casePath)
      const first = pathOf(page)
      await expect(page.getByRole('group', { name: words.cases.actionsLabel }).getByRole('button', { name: words.cases.panels.note })).toBeVisible()
      await page.keyboard.press('n')
      const note = page.getByRole('form', { name: words.cases.note })
      await note.getByLabel(words.cases.note).fill('Works nights; best after ten.')
      expect(await barriers(page)).toEqual([])
      await note.getByRole('button', { name: words.cases.noteSave, exact: true }).click()
      await expect(page.getByText(words.desk.notedSaid)).toBeVisible()
      await page.getByRole('link', { name: words.cases.tabs.timeline, exact: true }).click()
      await expect(page.getByText('Works nights; best after ten.')).toBeVisible()
      await page.locator('h1').click()
      await page.keyboard.press('e')
      await page.waitForURL(url => casePath.test(url.pathname) && url.pathname !== first)
    })

    test('negotiator: looks where a payment goes, records it and finds it again', async ({ browser, server, world }) => {
      const loan = await one<{ number: string }>(
        server,
        `select n.number from cases c join lenders l on l.id = c.lender_id join loans n on n.borrower_id = c.borrower_id and n.case_id = c.id
         where l.slug = 'anhe' and c.status = 'open' and c.queue = 'work' and n.status = 'active' and c.due_cents > 100000 order by c.id desc limit 1`,
      )
      const page = await openStaff(browser, server, world, 'negotiator', { stand })
      await page.goto(`${server.url}/payments`)
      await page.getByRole('link', { name: words.payments.record, exact: true }).click()
      await page.getByLabel(words.payments.number).fill(loan.number)
      await page.getByLabel(words.payments.amount).fill('123.45')
      const reference = `TILL ${stand.name}`
      await page.getByLabel(words.payments.reference).fill(reference)
      await press(page, words.payments.lookAhead)
      await expect(page.getByRole('heading', { name: words.payments.whereItGoes })).toBeVisible()
      await press(page, words.payments.recordThis)
      await page.waitForURL(/\/payments\/[\w-]{43}$/)
      await expect(page.getByRole('heading', { name: words.payments.whereItIs })).toBeVisible()
      await expect(page.getByText(reference)).toBeVisible()
      await page.goto(`${server.url}/payments`)
      await expect(page.getByRole('row').nth(1)).toContainText('123.45')
    })

    test('reviewer: takes a new application and judges one line', async ({ browser, server, world }) => {
      const page = await openStaff(browser, server, world, 'reviewer', { stand })
      await page.goto(`${server.url}/reviews`)
      const fresh = page.getByRole('row').filter({ has: page.getByText(words.reviews.status.submitted, { exact: true }) })
      await fresh.first().getByRole('link').click()
      await press(page, words.reviews.take)
      await expect(page.getByRole('button', { name: words.reviews.release, exact: true })).toBeVisible()
      const line = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: startOf(words.reviews.line.judge) }) }).first()
      await line.getByRole('button', { name: startOf(words.reviews.line.judge) }).click()
      await line.getByLabel(words.reviews.line.reject).check()
      expect(await barriers(page)).toEqual([])
      await line.getByLabel(words.reviews.line.note).fill('Paid by the sister since May.')
      await line.getByRole('button', { name: words.reviews.line.save, exact: true }).click()
      await expect(line.getByText(words.reviews.line.rejected)).toBeVisible()
      await expect(line.getByText('Paid by the sister since May.')).toBeVisible()
    })

    test('supervisor: settles what needs no approval and comes to the next question', async ({ browser, server, world }) => {
      await askAgain(server)
      const page = await openStaff(browser, server, world, 'supervisor', { stand })
      await page.goto(`${server.url}/escalations?view=decided`)
      const open = page.getByRole('list', { name: words.escalations.list }).getByRole('link')
      const settled = open.filter({ hasText: words.escalations.status.resolved })
      const before = await settled.count()
      await page.goto(`${server.url}/escalations`)
      const count = await open.count()
      await open.filter({ hasNotText: words.escalations.kind.plan_approval }).first().click()
      const form = page.getByRole('form', { name: words.escalations.resolve })
      await form.getByLabel(words.escalations.resolveNote).fill('Called; a smaller plan is being prepared.')
      await form.getByRole('button', { name: words.escalations.resolve, exact: true }).click()
      await expect(page.getByText(words.escalations.done)).toBeVisible()
      await expect(open).toHaveCount(count - 1)
      await page.getByRole('link', { name: words.escalations.view.decided, exact: true }).click()
      await expect(settled).toHaveCount(before + 1)
    })

    test('compliance: finds why somebody was contacted, and why somebody was not', async ({ browser, server, world }) => {
      const person = await one<{ name: string; number: string; body: string }>(
        server,
        `select b.name, b.number, m.body from messages m join lenders l on l.id = m.lender_id join borrowers b on b.id = m.borrower_id
         where l.slug = 'anhe' and m.status = 'handed' and m.template_code = 'plan_reminder' order by m.created_at desc, m.id limit 1`,
      )
      const page = await openStaff(browser, server, world, 'compliance', { stand })
      await page.goto(`${server.url}/assurance`)
      await page.getByRole('searchbox', { name: words.assurance.find }).fill(person.name)
      await press(page, words.assurance.search)
      await page.getByRole('link').filter({ hasText: person.number }).click()
      await expect(page.getByRole('link', { name: words.assurance.removePerson.replace('{name}', person.name) })).toBeVisible()
      const sent = page.getByRole('article').filter({ hasText: person.body })
      await sent.getByText(words.assurance.asSent).click()
      await expect(sent.getByText(person.body)).toBeVisible()
      await expect(sent).toContainText(words.guard.purposes.plan_reminder)
      await expect(sent).toContainText(words.guard.allowed)
      await page.goto(`${server.url}/assurance`)
      await page.getByRole('link', { name: words.assurance.blocked, exact: true }).click()
      const refused = page.getByRole('article').first()
      await expect(refused).toContainText(words.guard.blocked)
      await expect(refused).toContainText(startOf(words.guard.source))
    })

    test('administrator: a broken file is refused with a sentence, and the list says so', async ({ browser, server, world }) => {
      const lender = await one<{ id: string }>(server, "select id from lenders where slug = 'anhe'")
      const page = await openStaff(browser, server, world, 'admin', { stand })
      await page.goto(`${server.url}/imports`)
      await page.getByRole('link', { name: words.imports.upload, exact: true }).click()
      const file = { name: `loans ${stand.name}.csv`, mimeType: 'text/csv', buffer: Buffer.from('PK\u0003\u0004 a table of a spreadsheet program') }
      await page.getByLabel(words.imports.chooseFile).setInputFiles(file)
      await press(page, words.imports.send)
      await page.waitForURL(/\/imports\/[\da-f-]{36}$/)
      await work(server, lender.id, 'import.check')
      await expect(page.getByText(words.errors.import_spreadsheet)).toBeVisible()
      await page.getByRole('link', { name: words.imports.back, exact: true }).click()
      await expect(page.getByRole('row').filter({ hasText: file.name })).toContainText(words.imports.statuses.refused)
    })

    for (const role of ['field_visitor', 'legal_officer']) {
      test(`${role}: reads a case and can change nothing`, async ({ browser, server, world }) => {
        const page = await openStaff(browser, server, world, role, { stand })
          await page.goto(`${server.url}/desk`)
        await expect(page.getByRole('button', { name: words.desk.next, exact: true })).toHaveCount(0)
        await page.getByRole('gridcell').first().click()
        await page.keyboard.press('Enter')
        await page.waitForURL(casePath)
        await expect(page.getByRole('complementary', { name: words.cases.side })).toBeVisible()
        await page.getByRole('link', { name: words.cases.tabs.money, exact: true }).click()
        await expect(page.getByRole('heading', { name: words.cases.instalments }).or(page.getByRole('table').first()).first()).toBeVisible()
        await expect(page.getByRole('group', { name: words.cases.actionsLabel }).getByRole('button')).toHaveCount(0)
        for (const name of [words.contacts.call, words.contacts.add, words.cases.takeOver]) {
          await expect(page.getByRole('button', { name, exact: true })).toHaveCount(0)
        }
        await expect(page.getByRole('button', { name: words.cases.doneAndNext, exact: true })).toHaveCount(0)
        })
    }

    test('borrower: sees the loan and sends a question', async ({ browser, server }) => {
      const me = await borrowerOf(server, 'pays by a plan')
      const loan = await one<{ number: string }>(server, 'select number from loans where borrower_id = $1 order by number limit 1', [me.borrowerId])
      const context = await browser.newContext(stand.device)
      await speak(context, server, stand.locale)
      const page = listen(await context.newPage())
      await signInBorrower(context, server, me)
      await page.goto(`${server.url}/portal/anhe`)
      await expect(page.getByRole('heading', { level: 1, name: words.portal.home.title })).toBeVisible()
      await expect(page.getByText(loan.number).first()).toBeVisible()
      await page.getByRole('link', { name: words.portal.action.ask.title }).first().click()
      const question = `May the next instalment come three days later? (${stand.name})`
      await page.getByLabel(words.portal.ask.body).fill(question)
      await press(page, words.portal.ask.send)
      await expect(page.getByText(words.portal.ask.done.sent)).toBeVisible()
      await expect(page.getByRole('listitem').filter({ hasText: question })).toContainText(words.portal.thread.you)
      expect(await barriers(page)).toEqual([])
    })
  })
}

test('staff sign-in: a wrong password says nothing of the person, the right one leads to the work, signing out ends it', async ({ page, context, server, world }) => {
  const { words } = english.desktop
  const login = demoLender(world, 'anhe').logins.find(one => one.role === 'collector')
  if (!login) throw new Error('the demo world has no collector')
  await speak(context, server, 'en')
  await page.goto(`${server.url}/desk`)
  expect(pathOf(page)).toBe('/sign-in')
  const attempt = async (email: string, password: string) => {
    await page.getByLabel(words.signIn.email).fill(email)
    await page.getByLabel(words.signIn.password).fill(password)
    await press(page, words.signIn.submit)
  }
  const refusal = page.getByRole('alert').filter({ hasText: words.signIn.failed })
  await attempt(login.email, 'not-the-password')
  await expect(refusal).toBeFocused()
  await page.reload()
  await attempt('nobody@anhe.example', login.password)
  await expect(refusal).toBeFocused()
  await attempt(login.email, login.password)
  await page.waitForURL('**/desk')
  await expect(page.getByRole('heading', { level: 1, name: words.desk.title })).toBeAttached()
  const cookies = (await context.cookies()).filter(cookie => cookie.name === 'leeway.staff')
  expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([{ httpOnly: true, sameSite: 'Lax' }])
  await page.getByRole('button', { name: words.nav.signOut, exact: true }).click()
  await page.waitForURL('**/sign-in')
  await context.addCookies(cookies)
  await page.goto(`${server.url}/desk`)
  expect(pathOf(page)).toBe('/sign-in')
})
