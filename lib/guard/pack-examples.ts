import { goldenCases, runGolden, type GoldenCase, type GoldenResult } from './golden'
import type { RulePack } from './rule'
import { shippedPacks } from './shipped-packs'

/** Whoever publishes over red rows says in at least so many characters why the examples no longer hold. */
export const RED_NOTE_LENGTH = 20

/** Worked examples that a pack takes part in: those about its rules and the published ones that name it. */
export const examplesOf = (code: string): GoldenCase[] =>
  goldenCases.filter(({ rule, request }) => rule?.startsWith(`${code}/`) || request.packs.some(name => name.split('@')[0] === code))

export type ExampleRow = { example: GoldenCase; result: GoldenResult }

/** Each example against this version, with the shipped packs beside it. */
export function runExamples(pack: RulePack): ExampleRow[] {
  const examples = examplesOf(pack.code)
  const results = runGolden(examples, [...shippedPacks.filter(({ code }) => code !== pack.code), pack])
  return examples.flatMap((example, i) => (results[i] ? [{ example, result: results[i] }] : []))
}

/** Rules that no worked example is about: those that a lender wrote itself. */
export const withoutExample = (pack: RulePack): string[] =>
  pack.rules.map(rule => rule.id).filter(id => !goldenCases.some(({ rule }) => rule === `${pack.code}/${id}`))

export const redOf = (pack: RulePack): string[] => runExamples(pack).filter(({ result }) => !result.passes).map(({ example }) => example.id)
