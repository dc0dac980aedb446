import { sql } from 'drizzle-orm'
import { connect, type Connection } from '@/db/client'
import { agencies, borrowers, cases, contactPoints, lenders, staffAccounts, staffRoles } from '@/db/schema'
import { encryptValue, indexValue } from '../borrowers/private-values'
import { maskPhone } from '../borrowers/masks'
import { newId } from '../clock'
import type { Actor, AgencyActor, BorrowerActor, Ctx, Role, StaffActor, SystemActor } from '../context'
import { localDate, type LocalDate } from '../dates'
import { floorOf } from '../guard/floor'
import { housePolicy } from '../guard/house-policy'
import { rulesOfPolicy } from '../guard/policy-rules'
import { rulesOfPacks } from '../guard/shipped-packs'
import { openContext } from '../lenders/queries'
import type { LenderPolicy } from '../lenders/policy'
import { cents } from '../money'
import type { TestDatabase } from './clone'

/** Noon in Shanghai on a Monday: inside every lender's hours. */
export const NOON = new Date('2026-06-15T04:00:00.000Z')

export const testPolicy: LenderPolicy = {
  contactRules: floorOf([...rulesOfPacks(['cn-gbt-45251-2025', 'cn-cba-2026']).rules, ...rulesOfPolicy(housePolicy)]),
  guard: housePolicy,
  decideByDays: 10,
  holdDays: 30,
  reviewerLimitCents: 2_000_000,
  paymentApprovalCents: 5_000_000,
  waiverLimitPpm: 100_000,
  graceDays: 3,
  promiseTolerancePpm: 950_000,
  promiseGraceDays: 3,
  promiseHorizonDays: 30,
  affordableSharePpm: 500_000,
  maxPlanInstalments: 60,
  maxRestructures: 2,
  restructureMonths: 24,
  watchMonths: 12,
  offerValidDays: 14,
  creditNoticeDays: 7,
  remindBeforeDays: [3, 1],
  guardian: { moveDays: 10, changesPerPlan: 2, checkInDays: 7, cureDays: 10, reviewBeforeDays: 14 },
  strategyCode: 'zhaolian',
  waterfall: 'default',
  penalty: { multiplierPpm: 1_500_000, dayCount: 360, allInCapPpm: 240_000, graceDays: 0 },
}

export type World = Awaited<ReturnType<typeof openWorld>>
type LenderOptions = { policy?: Partial<LenderPolicy>; currency?: string; timeZone?: string; locale?: string; packs?: string[] }

/** Makes committed rows as the owner and contexts as the app's own role. Every test takes a lender of its own. */
export async function openWorld(database: TestDatabase) {
  fillEnvironment(database)
  const owner = connect(database.ownerUrl, { max: 4 })
  const app = connect(database.appUrl, { max: 60 })
  await owner.db.execute(sql`update guard_clock set is_free = true`)
  return {
    owner,
    app,
    close: async () => {
      await app.close()
      await owner.close()
    },
    lender: (options: LenderOptions = {}) => makeLender(owner, options),
    staff: (lenderId: string, ...roles: Role[]) => makeStaff(owner, lenderId, roles),
    borrower: (lenderId: string, options: { phone?: string; locale?: string; timeZone?: string; name?: string } = {}) => makeBorrower(owner, lenderId, options),
    agency: (lenderId: string, options: Partial<typeof agencies.$inferInsert> = {}) => makeAgency(owner, lenderId, options),
    openCase: (lenderId: string, borrowerId: string, options: { dueCents?: number; oldestUnpaidDueOn?: LocalDate } = {}) =>
      makeCase(owner, lenderId, borrowerId, options),
    ctx: <A extends Actor>(actor: A, now: Date = NOON): Promise<Ctx<A>> => openContext(app.db, actor, now, `test-${newId()}`),
    systemCtx: (lenderId: string, now: Date = NOON): Promise<Ctx<SystemActor>> =>
      openContext(app.db, { kind: 'system', id: null, lenderId }, now, `test-${newId()}`),
    borrowerCtx: (lenderId: string, id: string, now: Date = NOON): Promise<Ctx<BorrowerActor>> =>
      openContext(app.db, { kind: 'borrower', id, lenderId }, now, `test-${newId()}`),
  }
}

function fillEnvironment(database: TestDatabase): void {
  Object.assign(process.env, {
    NODE_ENV: 'test',
    DATABASE_URL: database.appUrl,
    WORKER_DATABASE_URL: database.workerUrl,
    NEXTAUTH_SECRET: 'test-secret-of-more-than-32-characters',
    LEEWAY_FIELD_KEY: Buffer.alloc(32, 1).toString('base64'),
    LEEWAY_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
    LEEWAY_FILES_DIR: process.env.LEEWAY_FILES_DIR ?? '/tmp/leeway-test-files',
    LOG_LEVEL: 'silent',
  })
}

async function makeLender(owner: Connection, options: LenderOptions) {
  const id = newId()
  const packs = options.packs ?? ['cn-gbt-45251-2025', 'cn-cba-2026']
  const policy = { ...testPolicy, contactRules: floorOf([...rulesOfPacks(packs).rules, ...rulesOfPolicy(options.policy?.guard ?? housePolicy)]), ...options.policy }
  await owner.db.insert(lenders).values({
    id,
    slug: `l${id.slice(-12)}`,
    nameEn: 'Test Lender',
    nameZhCn: '测试机构',
    currency: options.currency ?? 'CNY',
    timeZone: options.timeZone ?? 'Asia/Shanghai',
    locale: options.locale ?? 'zh-CN',
    hotline: '400-000-0000',
    packs,
    policy,
    createdAt: NOON,
  })
  return { id, slug: `l${id.slice(-12)}` }
}

async function makeStaff(owner: Connection, lenderId: string, roles: Role[]): Promise<StaffActor> {
  const id = newId()
  await owner.db.insert(staffAccounts).values({ lenderId, id, email: `${id}@test.example`, name: '测试员', passwordHash: 'argon2id$x$x', createdAt: NOON })
  await owner.db.insert(staffRoles).values(roles.map(role => ({ lenderId, staffId: id, role })))
  return { kind: 'staff', id, lenderId, roles, sessionId: newId(), name: '测试员' }
}

/** A listed agency, evaluated this year, and a key of its own. */
async function makeAgency(owner: Connection, lenderId: string, options: Partial<typeof agencies.$inferInsert>) {
  const id = newId()
  const [listedSince, evaluatedOn] = [localDate('2026-01-01'), localDate('2026-03-01')]
  await owner.db
    .insert(agencies)
    .values({ lenderId, id, nameEn: 'Test Agency', nameZhCn: '测试委外', contractNo: `W-${id.slice(-12)}`, listedSince, evaluatedOn, allowsSubcontracting: false, createdAt: NOON, ...options })
  const actor: AgencyActor = { kind: 'agency', id: newId(), agencyId: id, lenderId, scopes: ['guard:decide'] }
  return { id, actor }
}

async function makeBorrower(owner: Connection, lenderId: string, options: { phone?: string; locale?: string; timeZone?: string; name?: string }) {
  const id = newId()
  const phoneId = newId()
  const phone = options.phone ?? `+86138${id.replace(/\D/g, '').padEnd(8, '0').slice(-8)}`
  await owner.db.insert(borrowers).values({
    lenderId,
    id,
    number: `B-${id.slice(-12)}`,
    name: options.name ?? '王小明',
    locale: options.locale ?? 'zh-CN',
    timeZone: options.timeZone ?? 'Asia/Shanghai',
    idLastFourIndex: indexValue(lenderId, 'id4', `${id}:1234`),
    createdAt: NOON,
  })
  await owner.db.insert(contactPoints).values({
    borrowerId: id,
    id: phoneId,
    lenderId,
    kind: 'phone',
    relation: 'self',
    valueMasked: maskPhone(phone),
    valueCipher: encryptValue({ table: 'contact_points', column: 'value', rowId: phoneId }, phone),
    valueIndex: indexValue(lenderId, 'phone', phone),
    createdAt: NOON,
  })
  return { id, phoneId, phone, lenderId }
}

async function makeCase(owner: Connection, lenderId: string, borrowerId: string, options: { dueCents?: number; oldestUnpaidDueOn?: LocalDate }) {
  const id = newId()
  await owner.db.insert(cases).values({
    borrowerId,
    id,
    lenderId,
    number: `C-${id.slice(-12)}`,
    currency: 'CNY',
    stage: 'early',
    oldestUnpaidDueOn: options.oldestUnpaidDueOn ?? localDate('2026-06-01'),
    dueCents: cents(options.dueCents ?? 100_000),
    balanceCents: cents(options.dueCents ?? 100_000),
    figuresOn: localDate('2026-06-15'),
    strategyCode: 'zhaolian',
    strategyVersion: '1',
    openedOn: localDate('2026-06-02'),
    changedAt: NOON,
  })
  return { id, borrowerId, lenderId }
}
