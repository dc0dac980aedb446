import { createHash } from 'node:crypto'

/** Chance with a memory: the same name always throws the same numbers, so that the demo world is the same everywhere. */
export type Dice = {
  /** A whole number from `from` to `to`, both included. */
  between: (from: number, to: number) => number
  pick: <T>(options: readonly T[]) => T
  /** True in `percent` of a hundred throws. */
  chance: (percent: number) => boolean
  /** Picks a key by its weight. */
  weighted: <K extends string>(weights: Record<K, number>) => K
}

export function dice(name: string): Dice {
  let state = createHash('sha256').update(name).digest().readUInt32LE(0)
  // Mulberry32: small, even, and the same on every machine.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (from: number, to: number) => from + Math.floor(next() * (to - from + 1))
  return {
    between,
    pick: options => {
      const chosen = options[between(0, options.length - 1)]
      if (chosen === undefined) throw new RangeError('nothing to pick from')
      return chosen
    },
    chance: percent => next() * 100 < percent,
    weighted: weights => {
      const entries = Object.entries(weights) as [keyof typeof weights, number][]
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [key, weight] of entries) if ((left -= weight) < 0) return key
      throw new RangeError('nothing to pick from')
    },
  }
}
