import { benchBank } from './bank'
import { benchGuard } from './guard'
import { benchHttp } from './http'
import { benchImport } from './import'
import { loadBook, makeBenchLender } from './book'
import { seconds } from './measure'
import { benchLedgerCheck, benchPayments, benchSweep } from './money'
import { benchPlanned } from './planned'
import { benchClaims, benchQueue } from './queue'
import { openBenchWorld } from './world'

const option = (name: string) => process.argv.find(word => word.startsWith(`--${name}=`))?.slice(name.length + 3)
const CASES = Number(option('cases') ?? process.env.BENCH_CASES ?? 100_000)
const LINES = Number(option('lines') ?? 20_000)
const SURE = Number(option('sure') ?? Math.min(2_000, LINES))
const ONLY = (option('only') ?? process.env.BENCH_ONLY)?.split(',')

/** `--only=ledger,bank` picks rows, `--cases=`, `--lines=`, `--sure=` and `--payments=` their sizes. Prints each figure beside its floor, taken in the same run on the same machine; the ratio is what counts. */
const world = await openBenchWorld()
try {
  const { lenderId, collectors } = await makeBenchLender(world)
  const first = collectors[0]
  if (!first) throw new Error('no collector')
  console.log(`${CASES} cases loaded in ${(await seconds(() => loadBook(world, lenderId, CASES))).toFixed(1)} s\n`)
  console.log(`${''.padEnd(44)} ${'Leeway'.padStart(26)} ${'floor'.padStart(26)} ${'ratio'.padStart(8)}`)
  const rows: [name: string, work: () => Promise<void>][] = [
    ['queue', () => benchQueue(world, lenderId, first)],
    ['claims', () => benchClaims(world, lenderId, collectors)],
    ['payments', () => benchPayments(world, lenderId)],
    ['import', () => benchImport(world, lenderId)],
    ['sweep', () => benchSweep(world, lenderId)],
    ['ledger', () => benchLedgerCheck(world, lenderId)],
    ['guard', () => benchGuard(world, lenderId)],
    ['http', () => benchHttp(world, lenderId)],
    ['bank', () => benchBank(world, lenderId, { lines: LINES, sure: SURE, cases: CASES })],
    ['planned', () => benchPlanned(world, lenderId)],
  ]
  for (const [name, work] of rows) if (ONLY?.includes(name) ?? true) await work()
} finally {
  await world.close()
}
