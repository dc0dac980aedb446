import postgres from 'postgres'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '@/lib/testing/database'
import { migrateDatabase } from './migrate'
import { setUpRoles } from './setup'

const database = useDatabase()

async function ask<T extends object>(url: string, query: string): Promise<T[]> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined })
  try {
    return await sql.unsafe<T[]>(query)
  } finally {
    await sql.end()
  }
}

describe('login roles', () => {
  it.each(['appUrl', 'workerUrl'] as const)(
    '%s owns nothing, cannot bypass row-level security, cannot make tables',
    async name => {
      const [role] = await ask<Record<string, boolean | number>>(
        database[name],
        `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb,
         (select count(*)::int from pg_class where relowner = pg_roles.oid) as owned from pg_roles where rolname = current_user`,
      )
      expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owned: 0 })
      await expect(ask(database[name], 'create table stray (id int)')).rejects.toMatchObject({ code: '42501' })
    },
  )

  it('get a new password on a second run and lose the old one', async () => {
    const again = await setUpRoles(database.ownerUrl, { appPassword: "new'password/ü", workerPassword: 'worker' })
    await expect(ask(again.appUrl, 'select 1')).resolves.toHaveLength(1)
    await expect(ask(database.appUrl, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await setUpRoles(database.ownerUrl, { appPassword: 'app', workerPassword: 'worker' })
  })
})

describe('migrateDatabase', () => {
  it('changes nothing when two run at once on a finished database', async () => {
    const count = 'select count(*)::int as applied from drizzle.__drizzle_migrations'
    const before = await ask(database.ownerUrl, count)
    await Promise.all([migrateDatabase(database.ownerUrl), migrateDatabase(database.ownerUrl)])
    expect(await ask(database.ownerUrl, count)).toEqual(before)
  })

  it('keeps the shape that Chinese search needs', async () => {
    const [row] = await ask<{ encoding: string; letter: boolean }>(
      database.ownerUrl,
      `select pg_encoding_to_char(encoding) as encoding, '广' ~ '[[:alpha:]]' as letter from pg_database where datname = current_database()`,
    )
    expect(row).toEqual({ encoding: 'UTF8', letter: true })
  })
})
