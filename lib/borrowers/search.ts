import { pinyin } from 'pinyin-pro'
import type { CountryCode } from 'libphonenumber-js/max'
import { normalisePhone } from './masks'
import { indexValue } from './private-values'

/** What a person can be found by. `numbers`: borrower, case and contract numbers. `phones`: E.164. */
export type Findable = { name: string; numbers: readonly string[]; phones: readonly string[] }

const maxTokens = 200
const longestPrefix = 16

/**
 * Tokens of one borrower for `search_tokens`: characters, neighbouring pairs, pinyin (whole, syllables, initials), latin words
 * with their beginnings, numbers with their last digits. Phones only as keyed hashes, whole and by their last four digits.
 */
export function searchTokensOf(lenderId: string, findable: Findable): Buffer[] {
  const words = new Set<string>()
  const name = normal(findable.name)
  for (const character of hanOf(name)) words.add(`h:${character}`)
  for (const pair of pairsOf(name)) words.add(`h:${pair}`)
  for (const spoken of pinyinOf(name)) for (const part of beginnings(spoken)) words.add(`w:${part}`)
  for (const word of latinWords(name)) for (const part of beginnings(word)) words.add(`w:${part}`)
  for (const number of findable.numbers) for (const part of numberParts(number)) words.add(`n:${part}`)
  const clear = [...words].slice(0, maxTokens).map(word => Buffer.from(word, 'utf8'))
  const hashed = findable.phones.flatMap(phone => [
    indexValue(lenderId, 'phone', phone),
    indexValue(lenderId, 'phone-end', phone.slice(-4)),
  ])
  return distinct([...clear, ...hashed])
}

/** What was typed, as groups: a borrower is found when it has at least one token of every group. Empty for nothing to look for. */
export function queryTokensOf(lenderId: string, text: string, country: CountryCode): Buffer[][] {
  const words = normal(text).slice(0, 60).split(/\s+/).filter(Boolean).slice(0, 6)
  return words.flatMap(word => groupsOf(lenderId, word, country))
}

function groupsOf(lenderId: string, word: string, country: CountryCode): Buffer[][] {
  const han = hanOf(word)
  if (han.length === 1) return [[Buffer.from(`h:${han[0] ?? ''}`)]]
  if (han.length > 1) return pairsOf(word).map(pair => [Buffer.from(`h:${pair}`)])
  const flat = word.replace(/[^\p{L}\p{N}]/gu, '')
  if (!flat) return []
  const group: Buffer[] = [Buffer.from(`n:${flat.toUpperCase()}`)]
  if (/^\p{L}+$/u.test(flat)) group.push(Buffer.from(`w:${flat.slice(0, longestPrefix)}`))
  const phone = /^\+?[\d()-]{6,}$/.test(word) ? normalisePhone(word, country) : null
  if (phone) group.push(indexValue(lenderId, 'phone', phone))
  if (/^\d{4}$/.test(flat)) group.push(indexValue(lenderId, 'phone-end', flat))
  return [group]
}

const normal = (text: string) => text.normalize('NFKC').toLowerCase().trim()
const hanOf = (text: string) => [...text].filter(character => /\p{Script=Han}/u.test(character))

function pairsOf(text: string): string[] {
  const han = hanOf(text)
  return han.slice(1).map((character, index) => `${han[index] ?? ''}${character}`)
}

/** 张小伟 → zhangxiaowei, xiaowei, wei, zhang, xiao, zxw; a surname is read as a surname (单 shan, 曾 zeng). */
function pinyinOf(name: string): string[] {
  const han = hanOf(name).join('')
  if (!han) return []
  const syllables = pinyin(han, { toneType: 'none', type: 'array', surname: 'head', v: true }).map(syllable =>
    syllable.toLowerCase(),
  )
  return [
    ...syllables.map((_, from) => syllables.slice(from).join('')),
    ...syllables,
    syllables.map(syllable => syllable.slice(0, 1)).join(''),
  ]
}

const latinWords = (name: string) => name.split(/[^\p{Script=Latin}]+/u).filter(word => word.length > 0)

const beginnings = (word: string) => {
  const cut = word.slice(0, longestPrefix)
  return cut.length < 3 ? [cut] : Array.from({ length: cut.length - 1 }, (_, index) => cut.slice(0, index + 2))
}

/** CN-2026-000123 → CN2026000123, 2026000123, 000123, 0123, 123. */
function numberParts(number: string): string[] {
  const whole = number
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
  const digits = whole.replace(/\D/g, '')
  const end = /(\d+)\D*$/.exec(number)?.[1] ?? ''
  return [...new Set([whole, digits, end, end.replace(/^0+/, ''), digits.slice(-6), digits.slice(-4)])].filter(
    part => part.length >= 2,
  )
}

function distinct(tokens: Buffer[]): Buffer[] {
  return [...new Map(tokens.map(token => [token.toString('base64'), token])).values()]
}
