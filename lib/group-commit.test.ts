import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupCommit } from './group-commit'

type Call = { key: string; n: number }

/** A run that is answered when the test says so. */
function aRecorder(most: number) {
  const runs: { calls: Call[]; finish: () => void; fail: (error: Error) => void }[] = []
  const ask = groupCommit<Call, number>(
    calls =>
      new Promise((resolve, reject) => {
        const finish = () => resolve(calls.map(({ n }) => (n % 7 === 0 ? { error: new Error(`no ${n}`) } : { result: n * 2 })))
        runs.push({ calls: [...calls], finish, fail: reject })
      }),
    { keyOf: call => call.key, most },
  )
  return { runs, ask }
}
const turn = () => new Promise<void>(resolve => setImmediate(resolve))

describe('groupCommit', () => {
  it('lets the first go at once and gathers what comes meanwhile', async () => {
    const { runs, ask } = aRecorder(10)
    const asked = [1, 2, 3].map(n => ask({ key: 'a', n }))
    expect(runs.map(run => run.calls.length)).toEqual([1])
    runs[0]?.finish()
    await turn()
    expect(runs.map(run => run.calls.map(call => call.n))).toEqual([[1], [2, 3]])
    runs[1]?.finish()
    expect(await Promise.all(asked)).toEqual([2, 4, 6])
    const again = ask({ key: 'a', n: 4 })
    runs[2]?.finish()
    expect(await again).toBe(8)
  })

  it('answers everybody, in order, never two runs of one key side by side and never too many at once', async () => {
    const aCall = fc.record({ key: fc.constantFrom('a', 'b', 'c'), n: fc.integer({ min: 1, max: 99 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(aCall, { maxLength: 40 }), fc.integer({ min: 1, max: 6 }), async (calls, most) => {
        const { runs, ask } = aRecorder(most)
        const answers = Promise.allSettled(calls.map(call => ask(call)))
        for (let done = 0; done < runs.length; done++) {
          const open = runs.slice(done).map(run => run.calls[0]?.key)
          expect(new Set(open).size).toBe(open.length)
          runs[done]?.finish()
          await turn()
        }
        const expected = calls.map(({ n }) => (n % 7 === 0 ? { status: 'rejected', reason: new Error(`no ${n}`) } : { status: 'fulfilled', value: n * 2 }))
        expect(await answers).toEqual(expected)
        expect(Math.max(0, ...runs.map(run => run.calls.length))).toBeLessThanOrEqual(most)
        for (const key of ['a', 'b', 'c']) expect(runs.flatMap(run => run.calls).filter(call => call.key === key)).toEqual(calls.filter(call => call.key === key))
      }),
      { numRuns: 60 },
    )
  })

  it('tells everybody of a run that failed, and goes on', async () => {
    const { runs, ask } = aRecorder(10)
    const first = ask({ key: 'a', n: 1 })
    const others = Promise.allSettled([2, 3].map(n => ask({ key: 'a', n })))
    runs[0]?.finish()
    await first
    await turn()
    runs[1]?.fail(new Error('away'))
    expect((await others).map(one => one.status)).toEqual(['rejected', 'rejected'])
    const next = ask({ key: 'a', n: 5 })
    runs[2]?.finish()
    expect(await next).toBe(10)
  })
})
