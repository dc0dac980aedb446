import { z } from 'zod'
import { actionKinds, parties, purposes } from './action'
import { Test } from './rule-test'

const code = z.string().regex(/^[a-z0-9][a-z0-9_-]{1,60}$/)
const date = z.iso.date()
/** Both languages, always. */
const wordsUpTo = (most: number) => z.strictObject({ en: z.string().min(1).max(most), zh_cn: z.string().min(1).max(most) })
export const Words = wordsUpTo(2000)
export type Words = z.output<typeof Words>

/** Q read in the primary text, S from a secondary one, M remembered, D derived by arithmetic, U unknown. */
export const marks = ['Q', 'S', 'M', 'D', 'U'] as const
export const severities = ['block', 'warn', 'advice'] as const
export type Severity = (typeof severities)[number]

export const Rule = z
  .strictObject({
    id: code,
    /** the law, standard or agreement under its official name */
    authority: wordsUpTo(200),
    /** empty in both languages where its number is not known */
    article: z.strictObject({ en: z.string().max(200), zh_cn: z.string().max(200) }),
    /** where it was read */
    source: wordsUpTo(500),
    mark: z.enum(marks),
    severity: z.enum(severities),
    effectiveFrom: date,
    effectiveTo: date.nullable(),
    lastChecked: date,
    /** what it speaks about; an absent list means every kind, purpose or party */
    applies: z.strictObject({
      kinds: z.array(z.enum(actionKinds)).min(1).optional(),
      purposes: z.array(z.enum(purposes)).min(1).optional(),
      parties: z.array(z.enum(parties)).min(1).optional(),
    }),
    test: Test,
    text: Words,
    /** what would lift the block */
    lift: Words,
    /** what the rule asks of an action that it lets pass */
    condition: Words.optional(),
  })
  .refine(rule => rule.mark !== 'U' || rule.severity === 'advice', { path: ['severity'], message: 'unknown_facts_are_advice' })
  .refine(({ article }) => (article.en === '') === (article.zh_cn === ''), { path: ['article', 'zh_cn'], message: 'words_in_both_languages' })
  .refine(rule => rule.effectiveTo === null || rule.effectiveTo > rule.effectiveFrom, { path: ['effectiveTo'], message: 'ends_before_it_begins' })
export type Rule = z.output<typeof Rule>

/** A jurisdiction's or a lender's rules as data. A change is a new version; the decisions of the past name the old one. */
export const RulePack = z
  .strictObject({
    code,
    version: z.string().regex(/^\d+(\.\d+)*$/),
    name: Words,
    jurisdiction: z.string().max(10),
    rules: z.array(Rule).min(1).max(200),
    /** what was taken out on the way from the shipped version, and why; kept whole, so that it can be put back */
    removed: z.array(z.strictObject({ rule: Rule, reason: z.string().min(5).max(2000) })).max(200).optional(),
  })
  .refine(pack => new Set(pack.rules.map(rule => rule.id)).size === pack.rules.length, { path: ['rules'], message: 'rule_id_twice' })
export type RulePack = z.output<typeof RulePack>

/** A rule with the pack that holds it, as `code@version`. */
export type PackedRule = Rule & { pack: string }
