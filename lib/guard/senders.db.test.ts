import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { useDatabase } from '../testing/database'
import { openWorld, type World } from '../testing/world'

const database = useDatabase()
let world: World
beforeAll(async () => void (world = await openWorld(database)))
afterAll(() => world.close())

it('has the guard’s trigger on every table in which the app can write something outbound', async () => {
  const rows = await world.owner.db.execute<{ name: string; guards: string[] }>(sql`
    select c.relname as name, (select coalesce(array_agg(p.proname::text order by p.proname), '{}') from pg_trigger t join pg_proc p on p.oid = t.tgfoid
      where t.tgrelid = c.oid and t.tgenabled = 'O' and t.tgtype & 7 = 7 and p.proname like 'guard\\_%' and p.prosecdef) as guards
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and has_table_privilege('leeway_app', c.oid, 'insert')
      and exists (select from pg_attribute a where a.attrelid = c.oid and not a.attisdropped
        and a.attname in ('contact_point_id', 'guard_decision_id', 'handed_at', 'send_after'))
    order by 1`)
  expect(rows.map(row => [row.name, row.guards.join()])).toEqual([
    ['contacts', 'guard_contact'],
    ['legal_steps', 'guard_work'],
    ['messages', 'guard_message'],
    ['placements', 'guard_placement,guard_work'],
    ['visits', 'guard_work'],
  ])
})

it('gives nobody but the guard’s own functions the right to write decisions and allowances', async () => {
  const rights = await world.owner.db.execute<{ may: boolean }>(sql`
    select has_table_privilege(r, t, 'insert') or has_table_privilege(r, t, 'update') or has_table_privilege(r, t, 'delete') as may
    from unnest(array['leeway_app', 'leeway_worker']) r, unnest(array['guard_decisions', 'guard_allowances', 'guard_clock']) t`)
  expect(rights.map(row => row.may)).toEqual(Array(6).fill(false))
  const functions = await world.owner.db.execute<{ name: string; app: boolean; anybody: boolean }>(sql`
    select proname as name, has_function_privilege('leeway_app', oid, 'execute') as app, has_function_privilege('public', oid, 'execute') as anybody
    from pg_proc where pronamespace = 'public'::regnamespace and prosecdef and proname like 'guard\\_%' order by 1`)
  expect(functions.filter(one => one.anybody)).toEqual([])
  expect(functions.filter(one => one.app).map(one => one.name)).toEqual(['guard_decide', 'guard_decide_many', 'guard_lock', 'guard_lock_many'])
})
