import { sql } from 'drizzle-orm'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { newId } from '@/lib/clock'
import { openStorage } from '@/lib/documents/disk-storage-port'
import { applyImport } from '@/lib/imports/apply-commands'
import { checkImport } from '@/lib/imports/check-commands'
import { startApply, uploadImport } from '@/lib/imports/commands'
import { openContext } from '@/lib/lenders/queries'
import { NOW } from './book'
import { printRow, seconds } from './measure'
import type { BenchWorld } from './world'

const rows = 2_000
const header = 'contract_number,borrower_number,name,phone,amount,annual_rate,term,method,disbursed_on,first_due_on,paid_principal\n'
const line = (i: number) => `X${i},XB${i},测试${i},138${String(i).padStart(8, '0')},12000.00,12,12,equal_instalment,2026-01-10,2026-02-10,2000.00\n`

/** A file through upload, check and apply, against a bare COPY of as many loans with their twelve instalments into like tables. */
export async function benchImport(world: BenchWorld, lenderId: string): Promise<void> {
  const ctx = await openContext(world.app.db, { kind: 'api', id: newId(), lenderId, scopes: ['import:run'] }, NOW, 'bench')
  const system = await openContext(world.app.db, { kind: 'system', id: null, lenderId }, NOW, 'bench')
  const storage = openStorage()
  let importId = ''
  const ours = await seconds(async () => {
    const text = header + Array.from({ length: rows }, (_, i) => line(i)).join('')
    const uploaded = await uploadImport(ctx, storage, Readable.from([Buffer.from(text)]), { fileName: 'bench.csv', preset: 'leeway', asOf: null, sizeBytes: null })
    importId = uploaded.importId
    await checkImport(system, storage, importId)
    await startApply(ctx, importId)
    await applyImport(system, storage, importId)
  })
  const [made] = await world.owner.db.execute<{ count: number }>(sql`select count(*)::int as count from loans where import_id = ${importId}::uuid`)
  if (made?.count !== rows) throw new Error(`${rows} rows made ${made?.count} loans`)
  const floor = await seconds(() => bareCopy(world))
  printRow(`import, ${rows} loans`, `${(rows / ours).toFixed(0)} rows/s`, `${(rows / floor).toFixed(0)} rows/s`, ours / floor)
}

async function bareCopy(world: BenchWorld): Promise<void> {
  await world.owner.db.execute(sql`create table bench_loans (like loans including indexes)`)
  await world.owner.db.execute(sql`create table bench_instalments (like instalments including indexes)`)
  await world.owner.db.execute(sql`insert into bench_loans select * from loans where number like 'X%' limit 0`)
  const client = new pg.Client({ connectionString: world.ownerUrl })
  await client.connect()
  try {
    await copy(client, 'bench_loans', `select * from loans where number like 'X%'`)
    await copy(client, 'bench_instalments', `select i.* from instalments i join loans l on l.borrower_id = i.borrower_id and l.id = i.loan_id where l.number like 'X%'`)
  } finally {
    await client.end()
  }
}

async function copy(client: pg.Client, table: string, select: string): Promise<void> {
  const { rows: lines } = await client.query<{ line: string }>(`select (t.*)::text as line from (${select}) t`)
  const text = lines.map(({ line }) => line.slice(1, -1)).join('\n')
  await pipeline(Readable.from([Buffer.from(text)]), client.query(copyFrom(`copy ${table} from stdin with (format csv)`)))
}
