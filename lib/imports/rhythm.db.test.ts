import { Readable } from 'node:stream'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays, daysBetween, type LocalDate } from '../dates'
import { decideEscalation } from '../escalations/commands'
import { checkBook } from '../ledger/check-queries'
import { loadLoan, loadLoanState } from '../loans/queries'
import { cents, ZERO } from '../money'
import type { LenderPolicy } from '../lenders/policy'
import type { PlanTerms } from '../plans/plan'
import { checkPlans } from '../plans/monitor-commands'
import { totalsOf } from '../plans/stored-plan'
import { useDatabase } from '../testing/database'
import { naiveInterest } from '../testing/naive-rhythm'
import { later, planScenes, TODAY } from '../testing/plan-scene'
import { useStorage } from '../testing/storage'
import { openWorld, type World } from '../testing/world'
import { applyImport } from './apply-commands'
import { checkImport } from './check-commands'
import { startApply, uploadImport } from './commands'
import { findImport, listImportRows } from './queries'

const database = useDatabase()
const { storage } = useStorage()
let world: World

beforeAll(async () => {
  world = await openWorld(database)
})
afterAll(() => world.close())

const { propose, rowOf, escalationOf, sign, pay } = planScenes(() => world)
const HEADERS = 'contract_number,borrower_number,name,product,amount,annual_rate,term,method,frequency,day_count,disbursed_on,first_due_on,instalment'
type Cells = { contract?: string; product?: string; term?: string; method?: string; frequency?: string; dayCount?: string; instalment?: string }

async function aLender(policy: Partial<LenderPolicy> = {}) {
  const lender = await world.lender({ policy })
  const [person, system] = [await world.borrower(lender.id), await world.systemCtx(lender.id)]
  const admin = await world.ctx(await world.staff(lender.id, 'admin'))
  const line = ({ contract = 'W-1', product = 'cash', term = '20', method = '', frequency = 'weekly', dayCount = 'act/365', instalment = '' }: Cells) =>
    [contract, `B-${person.id.slice(-12)}`, '张小伟', product, '1000.00', '26', term, method, frequency, dayCount, '2026-03-02', '2026-03-12', instalment].join(',')
  const check = async (...rows: Cells[]) => {
    const bytes = Buffer.from(`${[HEADERS, ...rows.map(line)].join('\n')}\n`)
    const { importId } = await uploadImport(admin, storage, Readable.from([bytes]), { fileName: 'loans.csv', preset: null, asOf: TODAY, sizeBytes: bytes.length })
    await checkImport(system, storage, importId)
    return importId
  }
  const load = async (...rows: Cells[]) => {
    const importId = await check(...rows)
    await startApply(admin, importId)
    await applyImport(system, storage, importId)
    expect((await findImport(admin, importId)).status).toBe('applied')
  }
  const loans = () =>
    world.owner.db.execute<{ id: string; case_id: string; number: string; frequency: string; day_count: string | null; method: string }>(
      sql`select id, case_id, number, frequency, day_count, method from loans where lender_id = ${lender.id}::uuid order by number`,
    )
  const reasons = async (importId: string) => (await listImportRows(admin, importId, 'refused')).flatMap(row => row.reasons.map(({ reason, values }) => `${row.rowNumber} ${reason} ${values?.column}`))
  return { lender, person, system, admin, check, load, loans, reasons }
}

async function aScene(rows: Cells[] = [{}]) {
  const at = await aLender()
  await at.load(...rows)
  const [loan] = await at.loans()
  const reviewer = await world.ctx(await world.staff(at.lender.id, 'reviewer'))
  const supervisor = await world.ctx(await world.staff(at.lender.id, 'supervisor'))
  const borrower = await world.borrowerCtx(at.lender.id, at.person.id)
  return { ...at, reviewer, supervisor, borrower, loanId: loan?.id ?? '', caseId: loan?.case_id ?? '' }
}
type Scene = Awaited<ReturnType<typeof aScene>>
const clean = async (at: Scene, days = 0) => expect(await checkBook(later(at.system, days))).toEqual({ borrowers: 1, discrepancies: [] })

describe('a loan file with frequency and day count', () => {
  it('opens loans in their own rhythm whose interest is that of their days', async () => {
    const { person, system, load, loans } = await aLender()
    await load({ method: 'equal_principal' }, { contract: 'W-2', frequency: '每两周', dayCount: '实际/360', method: '先息后本', term: '6' }, { contract: 'W-3', frequency: '', dayCount: '' })
    const stored = await loans()
    expect(stored.map(({ number, frequency, day_count, method }) => [number, frequency, day_count, method])).toEqual([
      ['W-1', 'weekly', 'act/365', 'equal_principal'],
      ['W-2', 'fortnightly', 'act/360', 'interest_first'],
      ['W-3', 'monthly', null, 'equal_instalment'],
    ])
    const rows = await Promise.all(stored.map(async ({ id }) => (await loadLoan(system, person.id, id)).record.instalments.toSorted((a, b) => a.number - b.number)))
    let [balance, from]: [number, LocalDate] = [100_000, addDays(TODAY, -daysBetween('2026-03-02' as LocalDate, TODAY))]
    for (const row of rows[0] ?? []) {
      expect(row.interestCents).toBe(naiveInterest(balance, 260_000, daysBetween(from, row.dueOn), 365))
      balance -= row.principalCents
      from = row.dueOn
    }
    expect([balance, rows[0]?.length, rows[0]?.[1]?.dueOn]).toEqual([0, 20, '2026-03-19'])
    expect(rows[1]?.map(row => [row.dueOn, row.principalCents, row.interestCents]).slice(-2)).toEqual([
      ['2026-05-07', 0, 1_011],
      ['2026-05-21', 100_000, 1_011],
    ])
    expect(rows[2]?.slice(0, 2).map(row => [row.dueOn, row.interestCents])).toEqual([['2026-03-12', 2_167], ['2026-04-12', 2_079]])
    expect(await checkBook(system)).toEqual({ borrowers: 1, discrepancies: [] })
  })

  it('takes the product’s usual rhythm where a row says none, and keeps it when the policy or the file changes', async () => {
    const at = await aLender({ products: { cash: { interest: { frequency: 'fortnightly', dayCount: '30/360' } } } })
    await at.load({ frequency: '', dayCount: '' }, { contract: 'W-2', frequency: 'weekly', dayCount: 'none' }, { contract: 'W-3', product: 'other', frequency: '', dayCount: '' })
    const said = async () => (await at.loans()).map(({ frequency, day_count }) => `${frequency} ${day_count}`)
    expect(await said()).toEqual(['fortnightly 30/360', 'weekly null', 'monthly null'])
    await world.owner.db.execute(sql`update lenders set policy = policy - 'products' where id = ${at.lender.id}::uuid`)
    expect((await findImport(at.admin, await at.check({ frequency: '', dayCount: '' }, { contract: 'W-2', frequency: '', dayCount: '' }))).counts).toMatchObject({ refused: 0, new: 0 })
    expect(await at.reasons(await at.check({ frequency: 'monthly', dayCount: '' }, { contract: 'W-2', dayCount: 'act/act' }, { contract: 'W-3', frequency: 'monthly', dayCount: 'none' }))).toEqual([
      '2 terms_changed frequency',
      '3 terms_changed day_count',
    ])
    expect(await said()).toEqual(['fortnightly 30/360', 'weekly null', 'monthly null'])
  })

  it('says of each row what is not known, and compares the file’s own instalment in the loan’s rhythm', async () => {
    const { admin, check, reasons } = await aLender()
    const importId = await check({ frequency: 'daily', dayCount: 'act/364' }, { contract: 'W-2', instalment: '52.77' }, { contract: 'W-3', instalment: '52.80' })
    expect(await reasons(importId)).toEqual(['2 frequency_unknown frequency', '2 day_count_unknown day_count'])
    const remarks = await listImportRows(admin, importId, 'new')
    expect(remarks.map(row => row.reasons.map(({ reason, values }) => `${reason} ${values?.ours}`))).toEqual([[], ['instalment_differs 52.77']])
  })
})

const dates = { frequency: 'weekly' as const, firstDueOn: addDays(TODAY, 9) }
const runs = { freezePenalty: true, freezeInterest: false, waivePenaltyCents: ZERO, waiveInterestCents: ZERO, waiveFeeCents: ZERO, isConditional: true }
const kinds: PlanTerms[] = [
  { kind: 'instalments', count: 5, ...dates, ...runs },
  { kind: 'holiday', periods: 2, count: 6, ...dates, ...runs },
  { kind: 'step_up', steps: [{ count: 2, amountCents: cents(3_000) }, { count: 2, amountCents: cents(6_000) }], count: 4, ...dates, ...runs },
  { kind: 'lump_sum_plus', lumpCents: cents(20_000), count: 4, ...dates, ...runs },
  { kind: 'settlement', settleCents: cents(90_000), count: 2, ...dates, ...runs },
  { kind: 'extension', shiftPeriods: 16, ...runs },
  { kind: 'extension', shiftPeriods: 16, ...runs, isConditional: false, waiveInterestCents: cents(300) },
]

async function signed(at: Scene, terms: PlanTerms) {
  const { planId, status } = await propose(at, terms)
  if (status === 'awaiting_approval') {
    const asked = await escalationOf(planId)
    await decideEscalation(at.supervisor, { borrowerId: at.person.id, escalationId: asked?.id ?? '', decision: 'approve' })
  }
  await sign(at, planId)
  return rowOf(planId)
}

describe.each(kinds)('a plan on a weekly act/365 loan: $kind', terms => {
  it('is owed as signed, paid to nothing and clean in the ledger at every step', async () => {
    const at = await aScene()
    const plan = await signed(at, terms)
    expect((await loadLoanState(at.system, at.person.id, at.loanId)).outstandingCents).toBe(plan.totalCents)
    const isNamed = plan.agreement?.en.includes('New interest counts the days of the dates below: actual days, a year of 365.') ?? false
    expect(isNamed).toBe(terms.kind !== 'settlement')
    await clean(at)
    const part = Math.floor(plan.totalCents / 3)
    await pay(at, later(at.supervisor, 1), part)
    await clean(at, 1)
    await pay(at, later(at.supervisor, 2), plan.totalCents - part)
    expect((await rowOf(plan.id)).status).toBe('completed')
    expect(await loadLoanState(later(at.system, 2), at.person.id, at.loanId)).toMatchObject({ outstandingCents: 0, overpaidCents: 0 })
    await clean(at, 2)
  })

  it('gives way to the contract when it breaks', async () => {
    const at = await aScene()
    const { firstDueOn, totals } = await signed(at, terms)
    const missed = daysBetween(TODAY, firstDueOn) + 1
    await checkPlans(later(at.system, missed))
    expect(await checkPlans(later(at.system, missed + 4))).toMatchObject({ broken: 1 })
    await clean(at, missed + 4)
    const state = await loadLoanState(later(at.system, missed + 4), at.person.id, at.loanId)
    const kept = terms.isConditional ? 0 : totalsOf({ totals }).waivedCents
    const contract = (await loadLoan(at.system, at.person.id, at.loanId)).record.instalments.filter(row => row.version === 1)
    const owed = contract.reduce((sum, row) => sum + row.principalCents + row.interestCents, 0)
    expect(state.outstanding.principal + state.outstanding.interest).toBe(owed - kept)
  })
})

describe('a plan over loans of different rhythms', () => {
  it('asks each loan for the interest of its own days', async () => {
    const at = await aScene([{}, { contract: 'W-2', frequency: 'monthly', dayCount: '30/360', term: '12' }, { contract: 'W-3', frequency: 'monthly', dayCount: '', term: '12' }])
    const plan = await signed(at, { kind: 'instalments', count: 1, ...dates, ...runs })
    const { totals } = plan
    const fresh = [naiveInterest(100_000, 260_000, 9, 365), naiveInterest(100_000, 260_000, 9, 360), naiveInterest(100_000, 260_000, 1, 52)]
    expect(fresh).toEqual([641, 650, 500])
    expect(plan.totalCents - totalsOf({ totals }).owedCents).toBe(1_791)
    await clean(at)
    await pay(at, later(at.supervisor, 1), plan.totalCents)
    expect((await rowOf(plan.id)).status).toBe('completed')
    await clean(at, 1)
  })
})
