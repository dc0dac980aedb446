import { globSync } from 'node:fs'
import { toToken } from '@/lib/url-token'
import { one } from './demo'
import type { Server } from './servers'

/** Who looks at a page: nobody known, somebody of the lender's staff, or a borrower picked by what has happened to them. */
export type Viewer = 'nobody' | 'waits for a code' | 'a developer' | StaffRole | Story
type StaffRole = 'collector' | 'negotiator' | 'reviewer' | 'supervisor' | 'compliance' | 'admin'
export type Story = keyof typeof stories
type Place = { as: Viewer; at: string | readonly string[]; leadsTo?: string }

const anhe = "join lenders l on l.id = x.lender_id where l.slug = 'anhe'"
const stories = {
  'offered a plan': `select x.lender_id, x.borrower_id from plans x ${anhe} and x.status = 'offer' order by x.id limit 1`,
  'pays by a plan': `select x.lender_id, x.borrower_id from plans x ${anhe} and x.status = 'active' order by x.id limit 1`,
  'has begun to apply': `select x.lender_id, x.borrower_id from hardship_applications x ${anhe} and x.status = 'draft' order by x.id limit 1`,
  'is asked for papers': `select x.lender_id, x.borrower_id from hardship_applications x ${anhe} and x.status = 'more_requested' order by x.id limit 1`,
} as const
export const isStory = (viewer: Viewer): viewer is Story => viewer in stories

const subjects = {
  case: `select x.borrower_id, x.case_id as id from hardship_applications x ${anhe} and x.case_id is not null and x.status = 'in_review'
    and exists (select from documents d where d.application_id = x.id) order by x.id limit 1`,
  planned: `select x.borrower_id, x.case_id as id from plans x ${anhe} and x.status = 'grace' order by x.id limit 1`,
  application: `select x.borrower_id, x.id from hardship_applications x ${anhe} and x.status = 'in_review'
    and exists (select from documents d where d.application_id = x.id) order by x.id limit 1`,
  payment: `select x.borrower_id, x.id from payments x ${anhe} and x.status = 'posted' order by x.id limit 1`,
  allowed: `select x.borrower_id, x.id from guard_decisions x ${anhe} and x.decision = 'allowed' and x.kind = 'sms' order by x.decided_at desc, x.id limit 1`,
  blocked: `select x.borrower_id, x.id from guard_decisions x ${anhe} and x.decision = 'blocked' order by x.decided_at desc, x.id limit 1`,
  approval: `select x.borrower_id, x.id from escalations x ${anhe} and x.kind = 'plan_approval' and x.status = 'open' order by x.id limit 1`,
  offer: `select x.borrower_id, x.id from plans x ${anhe} and x.status = 'offer' order by x.id limit 1`,
  running: `select x.borrower_id, x.id from plans x ${anhe} and x.status = 'active' order by x.id limit 1`,
} as const
type Subject = keyof typeof subjects

/** Every page of the app by its file, with its parameters filled. `{case}` and the like become tokens, `{import}` and `{loan}` values. */
export const places: Record<string, Place> = {
  'app/page.tsx': { as: 'nobody', at: '/' },
  'app/(public)/sign-in/page.tsx': { as: 'nobody', at: '/sign-in' },
  'app/(public)/check/page.tsx': { as: 'nobody', at: '/check' },
  'app/(public)/stop/[code]/page.tsx': { as: 'nobody', at: ['/stop/{stop}', '/stop/AAAA-AAAA'] },
  'app/(public)/help/page.tsx': { as: 'nobody', at: '/help' },
  'app/(public)/demo/outbox/page.tsx': { as: 'nobody', at: '/demo/outbox' },
  'app/dev/ui/page.tsx': { as: 'a developer', at: '/dev/ui' },
  'app/dev/ui/[shell]/page.tsx': { as: 'a developer', at: ['/dev/ui/staff', '/dev/ui/portal', '/dev/ui/public'] },
  'app/(borrower)/away/page.tsx': { as: 'nobody', at: '/away' },
  'app/(borrower)/portal/[lender]/sign-in/page.tsx': { as: 'nobody', at: '/portal/anhe/sign-in' },
  'app/(borrower)/portal/[lender]/sign-in/code/page.tsx': { as: 'waits for a code', at: '/portal/anhe/sign-in/code' },
  'app/(borrower)/portal/[lender]/rights/page.tsx': { as: 'nobody', at: ['/portal/anhe/rights', '/portal/tape-lending/rights'] },
  'app/(borrower)/portal/[lender]/advice/page.tsx': { as: 'nobody', at: ['/portal/anhe/advice', '/portal/tape-lending/advice'] },
  'app/(borrower)/portal/[lender]/page.tsx': { as: 'pays by a plan', at: '/portal/anhe' },
  'app/(borrower)/portal/[lender]/pay/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/pay' },
  'app/(borrower)/portal/[lender]/pay/[token]/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/pay/{payment_link}' },
  'app/(borrower)/portal/[lender]/ask/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/ask' },
  'app/(borrower)/portal/[lender]/complaint/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/complaint' },
  'app/(borrower)/portal/[lender]/dispute/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/dispute' },
  'app/(borrower)/portal/[lender]/preferences/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/preferences' },
  'app/(borrower)/portal/[lender]/credit-record/page.tsx': { as: 'pays by a plan', at: '/portal/anhe/credit-record' },
  'app/(borrower)/portal/[lender]/plan/page.tsx': { as: 'offered a plan', at: '/portal/anhe/plan' },
  'app/(borrower)/portal/[lender]/plan/[token]/page.tsx': { as: 'offered a plan', at: '/portal/anhe/plan/{offer}' },
  'app/(borrower)/portal/[lender]/plan/[token]/change/page.tsx': {
    as: 'pays by a plan',
    at: ['/portal/anhe/plan/{running}/change', '/portal/anhe/plan/{running}/change?kind=part&first=100'],
  },
  'app/(borrower)/portal/[lender]/hardship/page.tsx': { as: 'has begun to apply', at: '/portal/anhe/hardship' },
  'app/(borrower)/portal/[lender]/hardship/[step]/page.tsx': {
    as: 'has begun to apply',
    at: ['changed', 'pay', 'money', 'proof', 'needs', 'check'].map(step => `/portal/anhe/hardship/${step}`),
  },
  'app/(borrower)/portal/[lender]/hardship/requests/page.tsx': { as: 'is asked for papers', at: '/portal/anhe/hardship/requests' },
  'app/(borrower)/portal/[lender]/hardship/receipt/page.tsx': { as: 'is asked for papers', at: '/portal/anhe/hardship/receipt' },
  'app/(staff)/desk/page.tsx': { as: 'collector', at: '/desk' },
  'app/(staff)/start/page.tsx': { as: 'collector', at: '/start', leadsTo: '/desk' },
  'app/(staff)/cases/[token]/page.tsx': { as: 'collector', at: '/cases/{case}' },
  'app/(staff)/cases/[token]/timeline/page.tsx': { as: 'collector', at: '/cases/{case}/timeline' },
  'app/(staff)/cases/[token]/money/page.tsx': { as: 'negotiator', at: '/cases/{planned}/money' },
  'app/(staff)/cases/[token]/plans/page.tsx': { as: 'negotiator', at: '/cases/{planned}/plans' },
  'app/(staff)/cases/[token]/documents/page.tsx': { as: 'reviewer', at: '/cases/{case}/documents' },
  'app/(staff)/reviews/page.tsx': { as: 'reviewer', at: '/reviews' },
  'app/(staff)/reviews/[token]/page.tsx': { as: 'reviewer', at: '/reviews/{application}' },
  'app/(staff)/control/page.tsx': { as: 'supervisor', at: '/control' },
  'app/(staff)/escalations/page.tsx': { as: 'supervisor', at: ['/escalations', '/escalations?id={approval}'] },
  'app/(staff)/payments/page.tsx': { as: 'negotiator', at: '/payments' },
  'app/(staff)/payments/[token]/page.tsx': { as: 'supervisor', at: '/payments/{payment}' },
  'app/(staff)/payments/new/page.tsx': {
    as: 'negotiator',
    at: ['/payments/new', '/payments/new?number={loan}&amount=100&effectiveOn={today}&channel=bank_transfer&reference=e2e-look'],
  },
  'app/(staff)/payments/to-confirm/page.tsx': { as: 'supervisor', at: ['/payments/to-confirm', '/payments/to-confirm?show=decided'] },
  'app/(staff)/payments/statements/page.tsx': { as: 'negotiator', at: '/payments/statements' },
  'app/(staff)/payments/statements/new/page.tsx': { as: 'negotiator', at: '/payments/statements/new' },
  'app/(staff)/payments/statements/[id]/page.tsx': { as: 'negotiator', at: '/payments/statements/{statement}' },
  'app/(staff)/payments/unmatched/page.tsx': { as: 'negotiator', at: ['/payments/unmatched', '/payments/unmatched?q=900'] },
  'app/(staff)/payments/unmatched/[line]/page.tsx': { as: 'supervisor', at: '/payments/unmatched/{line}' },
  'app/(staff)/payments/provider/page.tsx': { as: 'supervisor', at: ['/payments/provider', '/payments/provider?show=settled'] },
  'app/(staff)/payments/provider/secrets/page.tsx': { as: 'admin', at: '/payments/provider/secrets' },
  'app/(staff)/imports/page.tsx': { as: 'admin', at: '/imports' },
  'app/(staff)/imports/new/page.tsx': { as: 'admin', at: '/imports/new' },
  'app/(staff)/imports/[id]/page.tsx': { as: 'admin', at: '/imports/{import}' },
  'app/(staff)/outbox/page.tsx': { as: 'compliance', at: '/outbox' },
  'app/(staff)/assurance/page.tsx': { as: 'compliance', at: '/assurance' },
  'app/(staff)/assurance/[token]/page.tsx': { as: 'supervisor', at: ['/assurance/{allowed}', '/assurance/{blocked}'] },
  'app/(staff)/credit-reports/page.tsx': { as: 'compliance', at: '/credit-reports' },
  'app/(staff)/credit-reports/held/page.tsx': { as: 'compliance', at: '/credit-reports/held' },
  'app/(staff)/credit-reports/corrections/page.tsx': { as: 'compliance', at: ['/credit-reports/corrections', '/credit-reports/corrections?show=decided'] },
  'app/(staff)/credit-reports/withdrawals/page.tsx': { as: 'compliance', at: ['/credit-reports/withdrawals', '/credit-reports/withdrawals?show=decided'] },
  'app/(staff)/credit-reports/disputes/page.tsx': { as: 'compliance', at: '/credit-reports/disputes' },
  'app/(staff)/rules/page.tsx': { as: 'admin', at: '/rules' },
  'app/(staff)/rules/try/page.tsx': { as: 'compliance', at: ['/rules/try', '/rules/try?example=us-reg-f.quiet_hours.no', '/rules/try?packs=cn-cba-2026&policy=on&date={today}&time=23:00&zones=Asia/Shanghai&kind=call&purpose=collection&party=borrower'] },
  'app/(staff)/rules/blocked/page.tsx': { as: 'supervisor', at: '/rules/blocked?days=30' },
  'app/(staff)/rules/[code]/[version]/page.tsx': { as: 'admin', at: ['/rules/house/1', '/rules/{draft}'] },
  'app/(staff)/rules/[code]/[version]/changes/page.tsx': { as: 'admin', at: ['/rules/{draft}/changes', '/rules/{proposal}/changes'] },
  'app/(staff)/rules/[code]/[version]/examples/page.tsx': { as: 'admin', at: '/rules/{proposal}/examples' },
  'app/(staff)/rules/[code]/[version]/edit/page.tsx': { as: 'compliance', at: '/rules/{draft}/edit' },
  'app/(staff)/rules/[code]/[version]/add/page.tsx': { as: 'compliance', at: ['/rules/{draft}/add', '/rules/{draft}/add?kind=cap'] },
  'app/(staff)/policy/page.tsx': { as: 'admin', at: '/policy' },
  'app/(staff)/policy/change/page.tsx': { as: 'admin', at: ['/policy/change?section=promises', '/policy/change?section=terms', '/policy/change?section=terms&product={product}'] },
  'app/(staff)/policy/changes/page.tsx': { as: 'supervisor', at: ['/policy/changes', '/policy/changes?show=decided'] },
  'app/(staff)/agencies/page.tsx': { as: 'compliance', at: '/agencies' },
  'app/(staff)/account/page.tsx': { as: 'reviewer', at: '/account' },
}

/** The page files as they lie on disk, to compare with the table. */
export const pageFiles = (): string[] => globSync('app/**/page.tsx').sort()

export const viewers = [...new Set(Object.values(places).map(place => place.as))]

export const borrowerOf = async (server: Server, story: Story) => {
  const found = await one<{ lender_id: string; borrower_id: string }>(server, stories[story])
  return { lenderId: found.lender_id, borrowerId: found.borrower_id }
}

/** What this viewer opens: an address and the path where it must end. */
export async function addressesOf(server: Server, viewer: Viewer): Promise<{ address: string; endsAt: string }[]> {
  const mine = Object.values(places).filter(place => place.as === viewer)
  const raw = mine.flatMap(({ at, leadsTo }) => (typeof at === 'string' ? [at] : at).map(address => ({ address, leadsTo })))
  const filled: { address: string; endsAt: string }[] = []
  for (const { address, leadsTo } of raw) {
    const whole = await fill(server, address)
    filled.push({ address: whole, endsAt: leadsTo ?? whole.replace(/\?.*/, '') })
  }
  return filled
}

async function fill(server: Server, address: string): Promise<string> {
  let whole = address
  for (const [, name = ''] of address.matchAll(/\{(\w+)\}/g)) whole = whole.replace(`{${name}}`, await valueOf(server, name))
  return whole
}

const isSubject = (name: string): name is Subject => name in subjects

async function valueOf(server: Server, name: string): Promise<string> {
  if (isSubject(name)) {
    const found = await one<{ borrower_id: string; id: string }>(server, subjects[name])
    return toToken(found.borrower_id, found.id)
  }
  if (name === 'draft' || name === 'proposal') {
    const status = name === 'draft' ? 'draft' : 'proposed'
    return (await one<{ place: string }>(server, `select x.code || '/' || x.version as place from rule_packs x ${anhe} and x.status = '${status}' limit 1`)).place
  }
  if (name === 'payment_link') return aPaymentLink(server)
  if (name === 'today') return new Date(Date.now() + Number(server.env.LEEWAY_CLOCK_OFFSET_DAYS) * 86_400_000).toISOString().slice(0, 10)
  if (name === 'stop') return (await one<{ code: string }>(server, `select x.trust_code as code from messages x ${anhe} and x.status = 'handed' and x.kind = 'sms' order by x.id limit 1`)).code
  if (name === 'statement') return (await one<{ id: string }>(server, `select x.id from bank_statements x ${anhe} order by x.created_at desc, x.id desc limit 1`)).id
  if (name === 'line') return (await one<{ id: string }>(server, `select x.id from bank_lines x ${anhe} and x.state = 'waiting' order by x.id limit 1`)).id
  if (name === 'product') return encodeURIComponent((await one<{ product: string }>(server, `select x.product from loans x ${anhe} order by x.product limit 1`)).product)
  if (name === 'import') return (await one<{ id: string }>(server, `select x.id from imports x ${anhe} order by x.created_at desc, x.id desc limit 1`)).id
  if (name === 'loan') {
    const overdue = `select n.number from cases x join loans n on n.borrower_id = x.borrower_id ${anhe.replace(' where', ' where x.status = \'open\' and n.status = \'active\' and')} order by x.id limit 1`
    return (await one<{ number: string }>(server, overdue)).number
  }
  throw new Error(`the table of pages knows no {${name}}`)
}

/** A payment that the borrower who pays by a plan has begun. */
async function aPaymentLink(server: Server): Promise<string> {
  const { lenderId, borrowerId } = await borrowerOf(server, 'pays by a plan')
  const made = await one<{ id: string }>(
    server,
    `insert into payment_links (borrower_id, id, lender_id, amount_cents, currency, request_id, created_at, expires_at)
     values ($1, gen_random_uuid(), $2, 12345, 'CNY', gen_random_uuid(), now(), now() + interval '30 days') returning id`,
    [borrowerId, lenderId],
  )
  return toToken(borrowerId, made.id)
}
