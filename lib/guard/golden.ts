import { z } from 'zod'
import { evaluate } from './evaluate'
import cnCard from './golden/cn-card-2011.json' with { type: 'json' }
import cnCba from './golden/cn-cba-2026.json' with { type: 'json' }
import cnConsumerFinance from './golden/cn-consumer-finance-2024.json' with { type: 'json' }
import cnGbt from './golden/cn-gbt-45251-2025.json' with { type: 'json' }
import house from './golden/house.json' with { type: 'json' }
import ukConc from './golden/uk-conc-7.json' with { type: 'json' }
import usRegF from './golden/us-reg-f.json' with { type: 'json' }
import vectors from './golden/vectors.json' with { type: 'json' }
import { rulesOfPolicy } from './policy-rules'
import { GuardRequest } from './request'
import { Words, type RulePack } from './rule'
import { rulesOfPacks } from './shipped-packs'

/** A worked example: a question and the answer it must get. `rule` is the `pack/rule` that it is about; null for a published example. */
export const GoldenCase = z.strictObject({
  id: z.string().min(1).max(120),
  rule: z.string().max(130).nullable(),
  title: Words,
  request: GuardRequest,
  expect: z.strictObject({
    decision: z.enum(['allowed', 'blocked', 'needs_reason']),
    /** `pack/rule` of those that must have spoken; others may speak too */
    rules: z.array(z.string()),
    nextPermittedAt: z.iso.datetime({ offset: true }).nullable().optional(),
  }),
})
export type GoldenCase = z.output<typeof GoldenCase>

const written = [house, cnGbt, cnCba, cnCard, cnConsumerFinance, usRegF, ukConc, vectors].flat()
export const goldenCases: readonly GoldenCase[] = z.array(GoldenCase).parse(written)

/** The request of a case as it was written, for whoever wants to send it on. */
export const goldenRequest = (id: string): Record<string, unknown> => ({ ...written.find(one => one.id === id)?.request })

export type GoldenResult = {
  id: string
  passes: boolean
  got: { decision: string; rules: string[]; nextPermittedAt: string | null; unknownPacks: string[] }
}

/** Each case against these packs; a draft stands behind the pack that it would replace. */
export function runGolden(cases: readonly GoldenCase[], packs: readonly RulePack[]): GoldenResult[] {
  return cases.map(({ id, request, expect }) => {
    const { rules, unknown } = rulesOfPacks(request.packs, packs)
    const answer = evaluate([...rules, ...rulesOfPolicy(request.policy)], request)
    const spoke = answer.reasons.map(({ pack, rule }) => `${pack.split('@')[0]}/${rule}`)
    const got = { decision: answer.decision, rules: spoke, nextPermittedAt: answer.nextPermittedAt?.toISOString() ?? null, unknownPacks: unknown }
    const isInTime = expect.nextPermittedAt === undefined || got.nextPermittedAt === isoOf(expect.nextPermittedAt)
    return { id, passes: unknown.length === 0 && answer.decision === expect.decision && isInTime && expect.rules.every(rule => spoke.includes(rule)), got }
  })
}

const isoOf = (text: string | null) => (text === null ? null : new Date(text).toISOString())
