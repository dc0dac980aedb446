import { sql } from 'drizzle-orm'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { openContext } from '@/lib/lenders/queries'
import { applyStatement } from '@/lib/payments/bank-apply-commands'
import { checkStatement } from '@/lib/payments/bank-check-commands'
import { startStatement, uploadStatement } from '@/lib/payments/bank-upload-commands'
import { newId } from '@/lib/clock'
import type { StaffActor } from '@/lib/context'
import { NOW } from './book'
import { printRow, seconds } from './measure'
import type { BenchWorld } from './world'

const HEADER = '交易日期,贷方金额,对方户名,附言,流水号\n'

/** So many lines, of which the first `sure` name a loan and its payer and are posted; the others are somebody's whom nobody knows. */
function* linesOf(count: number, sure: number, book: number): Generator<string> {
  yield HEADER
  for (let i = 1; i <= count; i++) {
    const loan = 100 + ((i - 1) % (book - 99))
    yield i <= sure ? `2026-06-14,${10 + (i % 90)}.${10 + (i % 90)},借款人${loan},还款 L${loan},T${i}\n` : `2026-06-14,${100 + (i % 900)}.55,路人${i},转账,T${i}\n`
  }
}

/** A bank's file read, matched and taken in; the floor is a bare COPY of the same rows into a like table with the same indexes. */
export async function benchBank(world: BenchWorld, lenderId: string, { lines, sure, cases }: { lines: number; sure: number; cases: number }): Promise<void> {
  const actor: StaffActor = { kind: 'staff', id: lenderId, lenderId, roles: ['supervisor'], sessionId: lenderId, name: 'bench' }
  const staff = await openContext(world.app.db, actor, NOW, 'bench')
  const system = await openContext(world.app.db, { kind: 'system', id: null, lenderId }, NOW, 'bench')
  const second = await openContext(world.app.db, { ...actor, id: newId() }, NOW, 'bench')
  const storage = openStorage()
  let statementId = ''
  const reading = await seconds(async () => {
    statementId = (await uploadStatement(staff, storage, Readable.from(linesOf(lines, sure, cases)).map((line: string) => Buffer.from(line)), { source: 'bank', fileName: 'bank.csv', sizeBytes: null })).statementId
    await checkStatement(system, storage, statementId)
  })
  const floor = await seconds(() => bareCopy(world, statementId))
  printRow(`bank file, ${lines} lines read and matched`, `${(lines / reading).toFixed(0)} lines/s`, `${(lines / floor).toFixed(0)} lines/s`, reading / floor)
  await startStatement(second, statementId)
  const applying = await seconds(() => applyStatement(system, statementId))
  const [found] = await world.owner.db.execute<{ posted: number }>(sql`select count(*)::int as posted from bank_lines where statement_id = ${statementId}::uuid and state = 'posted'`)
  if (found?.posted !== sure) throw new Error(`${sure} sure lines, ${found?.posted} posted`)
  printRow(`bank file, ${lines} lines taken in, ${sure} posted`, `${applying.toFixed(1)} s, ${(sure / applying).toFixed(0)}/s`, `${floor.toFixed(1)} s`, applying / floor)
}

/** Read from the table that was filled and written to the other as it streams: dearer than a file, in favour of the floor by nothing. */
async function bareCopy(world: BenchWorld, statementId: string): Promise<void> {
  await world.owner.db.execute(sql`create table bench_lines (like bank_lines including indexes)`)
  const [out, into] = [new pg.Client({ connectionString: world.ownerUrl }), new pg.Client({ connectionString: world.ownerUrl })]
  await Promise.all([out.connect(), into.connect()])
  try {
    await pipeline(out.query(copyTo(`copy (select * from bank_lines where statement_id = '${statementId}') to stdout`)), into.query(copyFrom('copy bench_lines from stdin')))
  } finally {
    await Promise.all([out.end(), into.end()])
  }
}
