import { RulePack } from './rule'

/**
 * A pack as a row keeps it. Published rows are never rewritten, so those of before authority, article and source were said in both
 * languages are read as saying the same in both. Throws when it is no pack.
 */
export function readPack(body: unknown): RulePack {
  return RulePack.parse(isRecord(body) && Array.isArray(body.rules) ? { ...body, rules: body.rules.map(inBoth) } : body)
}

const inBoth = (rule: unknown): unknown => {
  if (!isRecord(rule)) return rule
  const said = ['authority', 'article', 'source'].map(name => [name, rule[name]] as const)
  return { ...rule, ...Object.fromEntries(said.map(([name, text]) => [name, typeof text === 'string' ? { en: text, zh_cn: text } : text])) }
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null
