import type { ContactRules } from '../lenders/policy'

type PackRules = Partial<Omit<ContactRules, 'sources' | 'conversationOutcomes' | 'uncountedOutcomes'>> & {
  sources: Record<string, string>
  uncountedOutcomes?: string[]
}

/** A conversation with the person, whatever came of it; hanging up counts as connected. */
export const conversationOutcomes = ['RPC', 'PTP', 'RTP', 'UTP', 'DSP', 'CMP', 'CB', 'HU', 'VUL', 'ATT', 'BK', 'DNC', 'PP']

/** Facts of shared rules as data. Hours are in the recipient's zone; a second before `quietFromSecond` is still allowed. */
export const packs: Record<string, PackRules> = {
  'cn-gbt-45251-2025': {
    quietFromSecond: 22 * 3600,
    quietToSecond: 8 * 3600,
    conversationsPerDay: 3,
    sources: { quiet_hours: 'GB/T 45251-2025', conversations_per_day: 'GB/T 45251-2025' },
  },
  'cn-cba-2026': {
    quietFromSecond: 22 * 3600,
    quietToSecond: 8 * 3600,
    attemptsPerNumberPerDay: 6,
    sources: { quiet_hours: 'CBA 2026', attempts_per_number_per_day: 'CBA 2026', third_person: 'CBA 2026' },
  },
  'cn-card-2011': { sources: { plan_in_force: 'CBRC Order 2011 No. 2 art. 70', third_person: 'CBRC Order 2011 No. 2 art. 68' } },
  'us-reg-f': {
    quietFromSecond: 21 * 3600 + 1,
    quietToSecond: 8 * 3600,
    callsPerSevenDays: 7,
    coolDownDays: 7,
    uncountedOutcomes: ['BUSY', 'EN'],
    sources: {
      quiet_hours: 'Reg F §1006.6(b)(1)',
      calls_per_seven_days: 'Reg F §1006.14(b)(2)(i)(A)',
      cool_down: 'Reg F §1006.14(b)(2)(i)(B)',
      third_person: 'Reg F §1006.6(d)',
      number_refused: 'Reg F §1006.14(h)',
    },
  },
}

const own: ContactRules = {
  quietFromSecond: 86_400,
  quietToSecond: 0,
  conversationsPerDay: 99,
  attemptsPerNumberPerDay: 99,
  attemptsPerPersonPerDay: 6,
  callsPerSevenDays: null,
  coolDownDays: 0,
  conversationOutcomes,
  uncountedOutcomes: [],
  sources: {},
}

/** Strictest wins: every pack and the lender's own numbers may only tighten. Throws on an unknown pack. */
export function mergeContactRules(names: readonly string[], lender: Partial<ContactRules> = {}): ContactRules {
  const parts = names.map(name => {
    const pack = packs[name]
    if (!pack) throw new RangeError(`unknown rule pack ${name}`)
    return pack
  })
  return [...parts, { ...lender, sources: lender.sources ?? {} }].reduce<ContactRules>(tighten, own)
}

function tighten(rules: ContactRules, part: PackRules): ContactRules {
  return {
    quietFromSecond: Math.min(rules.quietFromSecond, part.quietFromSecond ?? 86_400),
    quietToSecond: Math.max(rules.quietToSecond, part.quietToSecond ?? 0),
    conversationsPerDay: Math.min(rules.conversationsPerDay, part.conversationsPerDay ?? 99),
    attemptsPerNumberPerDay: Math.min(rules.attemptsPerNumberPerDay, part.attemptsPerNumberPerDay ?? 99),
    attemptsPerPersonPerDay: Math.min(rules.attemptsPerPersonPerDay, part.attemptsPerPersonPerDay ?? 99),
    callsPerSevenDays: smallest(rules.callsPerSevenDays, part.callsPerSevenDays ?? null),
    coolDownDays: Math.max(rules.coolDownDays, part.coolDownDays ?? 0),
    conversationOutcomes,
    uncountedOutcomes: part.uncountedOutcomes ?? rules.uncountedOutcomes,
    sources: mergeSources(rules.sources, part.sources),
  }
}

const smallest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b))

function mergeSources(a: Record<string, string>, b: Record<string, string>) {
  const merged = { ...a }
  for (const [rule, source] of Object.entries(b)) merged[rule] = merged[rule] ? `${merged[rule]}; ${source}` : source
  return merged
}
