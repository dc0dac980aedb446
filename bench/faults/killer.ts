import { setTimeout as wait } from 'node:timers/promises'
import type { Postgres, Supervised } from './processes'
import { randomFrom } from './random'
import type { Stage } from './stage'

export type Servers = { web: Supervised; worker: Supervised }
type Blow = 'web' | 'worker' | 'postgres' | 'day'
export type Killer = { reached: (done: number) => void; finish: () => Promise<void>; counts: () => Record<Blow, number> }

const DAYS = 5

/**
 * SIGKILL at seeded moments of the run: `each` times the web server, the worker and Postgres. A few times web and worker fall together
 * and come back on the next day.
 */
export function planKills(stage: Stage, postgres: Postgres, { web, worker }: Servers, { seed, ops, each }: { seed: number; ops: number; each: number }): Killer {
  const draw = randomFrom(seed ^ 0x5eed)
  const times = (what: Blow, count: number) => Array.from({ length: count }, () => ({ what, at: 1 + draw.below(Math.max(1, ops - 1)), pause: draw.below(900) }))
  const blows = [...times('web', each), ...times('worker', each), ...times('postgres', each), ...times('day', Math.min(DAYS, Math.ceil(each / 4)))].sort((a, b) => a.at - b.at)
  const counts = { web: 0, worker: 0, postgres: 0, day: 0 }
  const strike = {
    web: () => web.kill(),
    worker: () => worker.kill(),
    postgres: () => postgres.kill(),
    day: async () => {
      await Promise.all([web.kill(), worker.kill()])
      stage.clock.offsetDays += 1
    },
  }
  let chain = Promise.resolve()
  const reached = (done: number) => {
    while (blows[0] && blows[0].at <= done) {
      const { what, pause } = blows.shift() ?? { what: 'web' as const, pause: 0 }
      chain = chain.then(async () => {
        // Somewhere inside the work of the next moment, not at the edge of an operation.
        await wait(pause)
        await strike[what]()
        counts[what] += 1
      })
      chain.catch(() => undefined)
    }
  }
  return { reached, finish: () => chain, counts: () => counts }
}
