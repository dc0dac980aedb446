type Waiting<C, R> = { call: C; resolve: (result: R) => void; reject: (error: unknown) => void }
type Answer<R> = { result: R; error?: undefined } | { result?: undefined; error: unknown }

/**
 * Calls of one `keyOf` that come while earlier ones are at work wait and are then done together, at most `most` at once; the first of
 * them waits for nobody. `run` gives an answer for each call, in their order; what it throws is everybody's.
 */
export function groupCommit<C, R>(
  run: (calls: readonly [C, ...C[]]) => Promise<readonly Answer<R>[]>,
  { keyOf, most }: { keyOf: (call: C) => string; most: number },
): (call: C) => Promise<R> {
  const lines = new Map<string, Waiting<C, R>[]>()

  async function work(key: string, line: Waiting<C, R>[]): Promise<void> {
    for (;;) {
      const [first, ...others] = line.splice(0, most)
      if (!first) break
      await settle(run, [first, ...others])
    }
    lines.delete(key)
  }

  return call =>
    new Promise<R>((resolve, reject) => {
      const key = keyOf(call)
      const line = lines.get(key)
      if (line) line.push({ call, resolve, reject })
      else {
        const started = [{ call, resolve, reject }]
        lines.set(key, started)
        void work(key, started)
      }
    })
}

async function settle<C, R>(run: (calls: readonly [C, ...C[]]) => Promise<readonly Answer<R>[]>, group: readonly [Waiting<C, R>, ...Waiting<C, R>[]]): Promise<void> {
  const [first, ...others] = group
  try {
    const answers = await run([first.call, ...others.map(one => one.call)])
    for (const [i, one] of group.entries()) answer(one, answers[i])
  } catch (error) {
    for (const one of group) one.reject(error)
  }
}

function answer<C, R>({ resolve, reject }: Waiting<C, R>, given: Answer<R> | undefined): void {
  if (!given) reject(new Error('a call of a group without its answer'))
  else if (given.error !== undefined) reject(given.error)
  else resolve(given.result as R)
}
