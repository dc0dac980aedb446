import { addDays, atSecond, parseLocalDate } from '@/lib/dates'

const onlyNames = ['blocked', 'needs_reason', 'reasoned'] as const
export type Search = Record<string, string | string[] | undefined>

/** The filters that an address names; days are the lender's, both ends included. What is not understood is left out. */
export function readFilter(search: Search, timeZone: string) {
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : '')
  const only = onlyNames.find(name => name === text('only')) ?? null
  const rule = /^[a-z0-9_-]{1,60}$/.test(text('rule')) ? text('rule') : null
  const by = /^[a-z0-9-]{1,36}$/.test(text('by')) ? text('by') : null
  const [from, to] = [parseLocalDate(text('from')), parseLocalDate(text('to'))]
  return {
    named: { only, rule, by, from, to },
    where: {
      decision: only === 'reasoned' ? undefined : (only ?? undefined),
      onlyReasoned: only === 'reasoned',
      rule: rule ?? undefined,
      by: by ?? undefined,
      from: from === null ? undefined : atSecond(from, 0, timeZone),
      to: to === null ? undefined : atSecond(addDays(to, 1), 0, timeZone),
    },
  }
}
