/** Milliseconds of each run, sorted. */
export async function timeEach(runs: number, work: (run: number) => Promise<unknown>): Promise<number[]> {
  const times: number[] = []
  for (let run = 0; run < runs; run++) {
    const start = performance.now()
    await work(run)
    times.push(performance.now() - start)
  }
  return times.sort((a, b) => a - b)
}

/** Work done a second by `clients` that draw from one list of `count` pieces. */
export async function perSecond(count: number, clients: number, work: (piece: number) => Promise<unknown>): Promise<number> {
  let next = 0
  const start = performance.now()
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (next < count) await work(next++)
    }),
  )
  return count / ((performance.now() - start) / 1000)
}

export const seconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return (performance.now() - start) / 1000
}

export const median = (sorted: number[]) => sorted[Math.floor(sorted.length / 2)] ?? 0
export const p99 = (sorted: number[]) => sorted[Math.floor(sorted.length * 0.99)] ?? 0

export function printRow(what: string, ours: string, floor: string, ratio: number): void {
  console.log(`${what.padEnd(44)} ${ours.padStart(26)} ${floor.padStart(26)} ${ratio.toFixed(2).padStart(8)}`)
}
