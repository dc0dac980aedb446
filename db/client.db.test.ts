import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { withClient } from '@/lib/testing/cluster'
import { useDatabase } from '@/lib/testing/database'
import { connect, type Connection } from './client'

const database = useDatabase()
let pool: Connection
beforeAll(async () => {
  await withClient(database.ownerUrl, sql => sql`create table kept (n int)`)
  pool = connect(database.ownerUrl, { max: 4 })
})
afterAll(() => pool.close())

const endAll = () =>
  withClient(database.ownerUrl, sql => sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`)
const counted = async () => (await pool.db.execute<{ count: number }>(sql`select count(*)::int as count from kept`))[0]?.count
const outcomes = async (work: Promise<unknown>[]) => (await Promise.allSettled(work)).map(one => one.status)
const whole = () => pool.db.transaction(async tx => void (await tx.execute(sql`insert into kept values (1)`)))

it('works on after its connections were ended in the middle of statements', async () => {
  const running = Array.from({ length: 12 }, () => pool.db.transaction(tx => tx.execute(sql`select pg_sleep(30)`)))
  const ended = outcomes(running)
  await wait(300)
  for (let i = 0; i < 4; i++) {
    await endAll()
    await wait(200)
  }
  expect(await ended).toEqual(running.map(() => 'rejected'))
  expect(await outcomes(Array.from({ length: 12 }, whole))).toEqual(running.map(() => 'fulfilled'))
})

it('ends no transaction whose connection went away between statements, and starts nothing more for it', async () => {
  const before = await counted()
  const late: (() => void)[] = []
  const running = Array.from({ length: 4 }, (_, i) =>
    pool.db.transaction(async tx => {
      await tx.execute(sql`insert into kept values (2)`)
      await new Promise<void>(resolve => late.push(resolve))
      if (i === 0) throw new Error('refused')
      if (i === 1) return
      await tx.execute(sql`insert into kept values (3)`)
    }),
  )
  const ended = outcomes(running)
  await expect.poll(() => late.length).toBe(4)
  await endAll()
  expect(await ended).toEqual(running.map(() => 'rejected'))
  const others = Array.from({ length: 4 }, () =>
    pool.db.transaction(async tx => {
      await tx.execute(sql`insert into kept values (4)`)
      late.forEach(go => go())
      await wait(50)
      await tx.execute(sql`insert into kept values (4)`)
    }),
  )
  expect(await outcomes(others)).toEqual(others.map(() => 'fulfilled'))
  expect(await counted()).toBe((before ?? 0) + 8)
})
