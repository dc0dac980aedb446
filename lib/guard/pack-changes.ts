import type { RulePack } from './rule'

export type NextChange = { on: string; kind: 'version' | 'rule_starts' | 'rule_ends'; name: string }

/** The first day after today on which this pack says something else: a version that waits, a rule that begins or ends. */
export function nextChangeOf(pack: RulePack, today: string, coming: readonly { version: string; effectiveFrom: string }[]): NextChange | null {
  const changes: NextChange[] = [
    ...coming.map(({ version, effectiveFrom }) => ({ on: effectiveFrom, kind: 'version' as const, name: version })),
    ...pack.rules.flatMap(({ id, effectiveFrom, effectiveTo }): NextChange[] => [
      { on: effectiveFrom, kind: 'rule_starts', name: id },
      ...(effectiveTo === null ? [] : [{ on: effectiveTo, kind: 'rule_ends' as const, name: id }]),
    ]),
  ]
  const [first] = changes.filter(({ on }) => on > today).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
  return first ?? null
}
