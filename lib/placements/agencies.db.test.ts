import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { auditEvents } from '@/db/schema'
import { apiActorOf, hashToken } from '../accounts/session-commands'
import { newId } from '../clock'
import type { Role } from '../context'
import { localDate } from '../dates'
import { useDatabase } from '../testing/database'
import { refusalOf } from '../testing/desk-scene'
import { openWorld, type World } from '../testing/world'
import { transaction } from '../transaction'
import { replaceAgencyKey, saveAgency } from './agency-commands'
import { listAgencies } from './agency-queries'
import { SaveAgency } from './input'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

const form = (more: object = {}) =>
  SaveAgency.parse({ agencyId: newId(), nameEn: 'Hengxin', nameZhCn: '恒信', contractNo: `W-${newId()}`, listedSince: '2026-01-01', evaluatedOn: '2026-03-01', ...more })

async function scene() {
  const lender = await world.lender()
  const as = async (role: Role) => world.ctx(await world.staff(lender.id, role))
  return { lender, as, admin: await as('admin') }
}

it('lists an agency and corrects it, with what stood before', async () => {
  const { lender, admin } = await scene()
  const agency = form()
  await saveAgency(admin, agency)
  await saveAgency(admin, { ...agency, evaluatedOn: localDate('2026-06-01'), allowsSubcontracting: true })
  expect(await listAgencies(admin)).toMatchObject([{ id: agency.agencyId, evaluatedOn: '2026-06-01', allowsSubcontracting: true, placed: 0 }])
  const events = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'agency.saved')))
  expect(events.map(({ data }) => data)).toMatchObject([{ before: null }, { before: { evaluatedOn: '2026-03-01' }, after: { evaluatedOn: '2026-06-01' } }])
})

it.each([
  ['an evaluation that lies ahead', { evaluatedOn: '2026-06-16' }, 'check_fields'],
  ['an end before the beginning', { listedUntil: '2025-12-31' }, 'check_fields'],
  ['an end without a beginning', { listedSince: '', listedUntil: '2026-12-31' }, 'check_fields'],
])('refuses %s', async (_name, more, reason) => {
  const { admin } = await scene()
  expect(await refusalOf(saveAgency(admin, form(more)))).toBe(reason)
})

it('is for compliance and admins, each contract once, and each lender’s own', async () => {
  const [one, other] = [await scene(), await scene()]
  const agency = form()
  for (const role of ['collector', 'supervisor', 'legal_officer'] as const) expect(await refusalOf(saveAgency(await one.as(role), agency))).toBe('forbidden')
  await saveAgency(await one.as('compliance'), agency)
  expect(await refusalOf(saveAgency(one.admin, form({ contractNo: agency.contractNo })))).toBe('agency_contract_known')
  expect(await listAgencies(other.admin)).toEqual([])
  expect(await refusalOf(replaceAgencyKey(other.admin, agency.agencyId))).toBe('not_found')
  expect(await refusalOf(replaceAgencyKey(await one.as('supervisor'), agency.agencyId))).toBe('forbidden')
})

it('gives a key that is the agency’s, and ends the one before', async () => {
  const { lender, admin } = await scene()
  const agency = form()
  await saveAgency(admin, agency)
  const [first, second] = [await replaceAgencyKey(admin, agency.agencyId), await replaceAgencyKey(admin, agency.agencyId)]
  expect(await apiActorOf(world.app.db, first.key)).toBeNull()
  expect(await apiActorOf(world.app.db, second.key)).toMatchObject({ actor: { kind: 'agency', agencyId: agency.agencyId, lenderId: lender.id, scopes: ['guard:decide'] }, lender: { id: lender.id } })
  const events = await world.owner.db.select().from(auditEvents).where(and(eq(auditEvents.lenderId, lender.id), eq(auditEvents.type, 'agency.key_replaced')))
  expect(JSON.stringify(events)).not.toContain(second.key)
})

it('gives no key to a machine, by SQL of the app either', async () => {
  const { lender } = await scene()
  const { id, actor } = await world.agency(lender.id)
  const agency = await world.ctx(actor)
  const attempt = transaction(agency, ({ db }) => db.execute(sql`select auth.replace_agency_key(${hashToken('lw_x')}, ${newId()}::uuid, ${id}::uuid, now())`))
  await expect(attempt).rejects.toMatchObject({ cause: { code: '42501' } })
})
