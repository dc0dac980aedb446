import type { Content } from './action'
import { isLimitedContent } from './limited-content'
import type { PackedRule } from './rule'

/** What is said, as rules see it and as a decision keeps it: no words of anybody's. */
export type Said = Omit<Content, 'text' | 'voicemail'>

/**
 * Reads the words of an action once. `wanted` are the words that some rule forbids. Content without words, and content that was read
 * before, comes back as it is.
 */
export function readContent({ text, voicemail, ...said }: Content, wanted: readonly string[]): Said {
  if (text === undefined && voicemail === undefined) return said
  const all = [text, voicemail].join(' ')
  const lower = all.toLowerCase()
  return {
    ...said,
    read: {
      words: wanted.filter(word => lower.includes(word.toLowerCase())),
      mentionsDebt: debtWords.test(all),
      threatensLegalAction: threatWords.test(text ?? ''),
      saysOptOut: optOutWords.test(text ?? ''),
      hasText: text !== undefined,
      ...(voicemail === undefined ? {} : { isLimitedVoicemail: isLimitedContent(voicemail) }),
    },
  }
}

const debtWords = /欠款|逾期|借款|贷款|还款|债务|催收|\bdebts?\b|\boverdue\b|\bpast due\b|\bloans?\b|\barrears\b|\bowes?\b|\bcollect(ion|or|ing)\b|[¥￥$£]\s?\d|\d\s?元/i
const threatWords = /起诉|诉讼|法院|仲裁|强制执行|\bsue\b|\blawsuit\b|\blegal action\b|\bcourt\b|\blitigation\b/i
export const optOutWords = /\bopt[ -]?out\b|\bunsubscribe\b|\breply stop\b|\btext stop\b|退订/i

/** A run reads with the same rules over and over. */
const kept = new WeakMap<readonly PackedRule[], readonly string[]>()

/** The words that any of these rules forbids. */
export function wantedWords(rules: readonly PackedRule[]): readonly string[] {
  const known = kept.get(rules)
  if (known) return known
  const words = [...new Set(rules.flatMap(({ test }) => (test.kind === 'forbidden_words' ? test.words : [])))]
  kept.set(rules, words)
  return words
}
