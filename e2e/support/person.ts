import type { Browser, Page } from '@playwright/test'
import { toToken } from '@/lib/url-token'
import { emailOf, one } from './demo'
import { dayOf } from './jobs'
import { signInAs, speak } from './sign-in'
import { english, type Stand } from './stand'
import type { Server, World } from './servers'


const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
const idNumber = (first17: string) =>
  first17 + '10X98765432'[[...first17].reduce((sum, digit, index) => sum + Number(digit) * (WEIGHTS[index] ?? 0), 0) % 11]

export type Person = { name: string; phone: string; idNumber: string; loanNumber: string; amount: string }

/** Two invented people who are in no file of the demo world. */
export const lin: Person = {
  name: '欧阳知夏',
  phone: '19912347731',
  idNumber: idNumber('11010519880214731'),
  loanNumber: 'JOURNEY-0001',
  amount: '12000.00',
}
export const tan: Person = {
  name: '司徒望舒',
  phone: '19912347732',
  idNumber: idNumber('11010519790630118'),
  loanNumber: 'JOURNEY-0002',
  amount: '48000.00',
}

/** A loan file in our own format: every person owes one loan whose first instalment is 20 days late; a last row cannot be read. */
export function loanFile(server: Server, people: readonly Person[]): Buffer {
  const broken = { name: '无名氏', phone: '123', idNumber: '110105198802147310', loanNumber: 'JOURNEY-BAD', amount: 'much' }
  const rows = [...people, broken].map(({ name, phone: number, idNumber: id, loanNumber, amount }) =>
    [loanNumber, `B-${loanNumber}`, name, number, id, 'en', amount, '18', '12', dayOf(server, -51), dayOf(server, -20)].join(','),
  )
  const headers =
    'contract_number,borrower_number,name,phone,id_number,language,amount,annual_rate,term,disbursed_on,first_due_on'
  return Buffer.from(`${[headers, ...rows].join('\n')}\n`)
}

export type Story = { lenderId: string; borrowerId: string; caseId: string; caseNumber: string; loanId: string; token: string }

/** The ids behind an imported loan. */
export async function findStory(server: Server, loanNumber: string): Promise<Story> {
  const row = await one<{ lender_id: string; borrower_id: string; case_id: string; number: string; loan_id: string }>(
    server,
    `select c.lender_id, c.borrower_id, c.id as case_id, c.number, n.id as loan_id from loans n
     join cases c on c.borrower_id = n.borrower_id and c.id = n.case_id where n.number = $1`,
    [loanNumber],
  )
  return {
    lenderId: row.lender_id,
    borrowerId: row.borrower_id,
    caseId: row.case_id,
    caseNumber: row.number,
    loanId: row.loan_id,
    token: toToken(row.borrower_id, row.case_id),
  }
}

/** Whatever a browser of this test file complained about; a test ends by expecting nothing here. */
export const troubles: string[] = []

/** Keeps what a page's console complains of. */
export function listen(page: Page): Page {
  page.on('pageerror', error => troubles.push(`${page.url()}: ${error.message}`))
  page.on('console', message => {
    if (message.type() === 'error') troubles.push(`${page.url()}: ${message.text()}`)
  })
  return page
}

/** The page of somebody of the lender's staff; in English, on a desk, when nothing else is said. */
export async function openStaff(browser: Browser, server: Server, world: World, role: string, { stand = english.desktop, lender = 'anhe' }: { stand?: Stand; lender?: string } = {}): Promise<Page> {
  const context = await browser.newContext(stand.device)
  await signInAs(context, server, emailOf(world, lender, role))
  await speak(context, server, stand.locale)
  return listen(await context.newPage())
}

/** A borrower's phone, signed in nowhere. */
export async function openPhone(browser: Browser, server: Server): Promise<Page> {
  const context = await browser.newContext(english.phone.device)
  await speak(context, server, english.phone.locale)
  return listen(await context.newPage())
}

/** What the books say of somebody: case, loans, plans as stored, and the sum of every account of the ledger. */
export const figuresOf = (server: Server, story: Story) =>
  one<{ figures: unknown }>(
    server,
    `select jsonb_build_object(
       'case', (select to_jsonb(c) - 'changed_at' - 'claimed_until' from cases c where c.borrower_id = $1 and c.id = $2),
       'loans', (select jsonb_agg(to_jsonb(n) order by n.number) from loans n where n.borrower_id = $1),
       'plans', (select jsonb_agg(jsonb_build_object('status', p.status, 'ended', p.ended_on) order by p.id)
         from plans p where p.borrower_id = $1),
       'accounts', (select jsonb_object_agg(account || ' ' || component, total) from (select account, component, sum(amount_cents) as total
         from ledger_postings where borrower_id = $1 group by account, component having sum(amount_cents) <> 0) sums)) as figures`,
    [story.borrowerId, story.caseId],
  )

/** What the guard answered about somebody's collection calls, oldest first: the decision and the rules that spoke. */
export async function decisionsOf(server: Server, story: Story): Promise<string[]> {
  const { said } = await one<{ said: string[] }>(
    server,
    `select array_agg(decision || coalesce(' ' || (select string_agg(r->>'rule', ' ') from jsonb_array_elements(reasons) r where coalesce(r->>'severity', 'block') <> 'advice'), '') order by decided_at, id) as said
     from guard_decisions where borrower_id = $1 and kind = 'call' and purpose = 'collection'`,
    [story.borrowerId],
  )
  return said
}

/** How many messages of one template wait to be sent to somebody. */
export async function countQueued(server: Server, story: Story, templateCode: string): Promise<number> {
  const { count } = await one<{ count: number }>(
    server,
    "select count(*)::int from messages where borrower_id = $1 and template_code = $2 and status = 'queued'",
    [story.borrowerId, templateCode],
  )
  return count
}
