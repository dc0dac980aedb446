import { tell } from './answers'
import { confirm, statement, statementCut, statementTwice } from './file-turns'
import { pay, payChanged, payThrice, quote, reverse, stranger, webhookThrice, webhookTurned } from './money-turns'
import { claim, decide, plan, promise, sweep } from './people-turns'
import { randomFrom } from './random'
import type { Scene, Turn } from './scene'

/** How often in a hundred. */
const MIX: readonly (readonly [weight: number, kind: string, run: (scene: Scene, turn: Turn) => Promise<void>])[] = [
  [42, 'payment', pay],
  [3, 'payment thrice at once', payThrice],
  [2, 'payment changed', payChanged],
  [7, 'reversal', reverse],
  [9, 'webhook thrice and changed', webhookThrice],
  [6, 'webhook in any order', webhookTurned],
  [12, 'decision and contact', decide],
  [6, 'claim', claim],
  [3, 'promise', promise],
  [1, 'plan', plan],
  [1, 'statement', statement],
  [0.5, 'statement twice', statementTwice],
  [0.5, 'statement cut', statementCut],
  [3, 'statement confirmed', confirm],
  [1, 'sweep', sweep],
  [2, 'stranger', stranger],
  [1, 'quote', quote],
]

/** Runs `ops` operations, the same for the same seed, from `clients` at once; each goes on until it has its answer. */
export async function takeTurns(scene: Scene, { seed, ops, clients }: { seed: number; ops: number; clients: number }, reached: (done: number) => void): Promise<void> {
  const total = MIX.reduce((sum, [weight]) => sum + weight, 0)
  let [next, done] = [0, 0]
  const client = async () => {
    while (next < ops) {
      const index = next++
      const draw = randomFrom(seed + index * 7919)
      let left = draw.next() * total
      const [, kind, run] = MIX.find(([weight]) => (left -= weight) < 0) ?? MIX[0] ?? [1, 'payment', pay]
      try {
        await run(scene, { name: `op${index}`, draw })
        tell(scene.answers, kind)
      } catch (error) {
        scene.answers.wrong.push(`op${index}, ${kind}: ${error instanceof Error ? error.message : String(error)}`)
      }
      reached(++done)
    }
  }
  await Promise.all(Array.from({ length: clients }, client))
}
