import type { Finding } from '@/lib/testing/invariants/invariant'
import type { Servers } from './killer'
import type { Scene } from './scene'

export function printRun({ answers }: Scene, kills: Record<string, number>, seconds: number, drained: number, { web, worker }: Servers): void {
  console.log(`\n${[...answers.done].map(([kind, count]) => `${count} ${kind}`).join(', ')}`)
  console.log(`${Math.round(seconds)} s of work and ${Math.round(drained)} s to the last job; killed ${Object.entries(kills).map(([what, count]) => `${what} ${count}`).join(', ')}; fell by themselves: web ${web.falls()}, worker ${worker.falls()}`)
  console.log(`${answers.unknown} requests had to be asked again\n`)
}

/** True when nothing is broken. */
export function printFindings(findings: readonly Finding[]): boolean {
  for (const { name, seen, broken } of findings) {
    console.log(`${broken.length === 0 ? 'holds ' : 'BROKEN'} ${name.padEnd(62)} ${String(seen).padStart(7)} seen ${String(broken.length).padStart(4)} broken`)
    for (const what of broken.slice(0, 10)) console.log(`       ${what}`)
  }
  return findings.every(({ broken }) => broken.length === 0)
}
