import type { ActionKind } from '@/lib/guard/action'

/** What a result does besides being written down. Source of the codes: rules.md 7. */
export type OutcomeEffect =
  | { do: 'nothing' }
  | { do: 'number'; validity: 'valid' | 'invalid' | 'wrong_person' }
  | { do: 'refuse_contact' }
  | { do: 'hold'; reason: 'dispute' | 'complaint' | 'lawyer' | 'bereavement' | 'insolvency'; days: number }
  | { do: 'promise' }
  | { do: 'hardship' }
  | { do: 'call_back' }

export type OutcomeGroup = 'spoke' | 'not_reached' | 'number' | 'stop'
export type Outcome = {
  code: OutcomeCode
  group: OutcomeGroup
  effect: OutcomeEffect
  /** Somebody else's words cannot prove the number. */ isPerson: boolean
}

export const OUTCOME_CODES = [
  'RPC', 'PTP', 'UTP', 'CB', 'RTP', 'DSP', 'CMP', 'VUL', 'PP', 'HU',
  'NA', 'BUSY', 'PO', 'LM', 'TPC',
  'WN', 'EN', 'SO',
  'DNC', 'ATT', 'DEC', 'BK',
] as const // prettier-ignore
export type OutcomeCode = (typeof OUTCOME_CODES)[number]

const nothing = { do: 'nothing' } as const
const dispute = { do: 'hold', reason: 'dispute', days: 20 } as const
const complaint = { do: 'hold', reason: 'complaint', days: 15 } as const
const dead = { do: 'number', validity: 'invalid' } as const

const table: Record<OutcomeCode, Omit<Outcome, 'code'>> = {
  RPC: { group: 'spoke', effect: { do: 'number', validity: 'valid' }, isPerson: true },
  PTP: { group: 'spoke', effect: { do: 'promise' }, isPerson: true },
  UTP: { group: 'spoke', effect: { do: 'hardship' }, isPerson: true },
  CB: { group: 'spoke', effect: { do: 'call_back' }, isPerson: true },
  RTP: { group: 'spoke', effect: nothing, isPerson: true },
  DSP: { group: 'spoke', effect: dispute, isPerson: true },
  CMP: { group: 'spoke', effect: complaint, isPerson: true },
  VUL: { group: 'spoke', effect: { do: 'hardship' }, isPerson: true },
  PP: { group: 'spoke', effect: nothing, isPerson: true },
  HU: { group: 'spoke', effect: nothing, isPerson: false },
  NA: { group: 'not_reached', effect: nothing, isPerson: false },
  BUSY: { group: 'not_reached', effect: nothing, isPerson: false },
  PO: { group: 'not_reached', effect: nothing, isPerson: false },
  LM: { group: 'not_reached', effect: nothing, isPerson: false },
  TPC: { group: 'not_reached', effect: nothing, isPerson: false },
  WN: { group: 'number', effect: { do: 'number', validity: 'wrong_person' }, isPerson: false },
  EN: { group: 'number', effect: dead, isPerson: false },
  SO: { group: 'number', effect: dead, isPerson: false },
  DNC: { group: 'stop', effect: { do: 'refuse_contact' }, isPerson: true },
  ATT: { group: 'stop', effect: { do: 'hold', reason: 'lawyer', days: 90 }, isPerson: true },
  DEC: { group: 'stop', effect: { do: 'hold', reason: 'bereavement', days: 180 }, isPerson: false },
  BK: { group: 'stop', effect: { do: 'hold', reason: 'insolvency', days: 180 }, isPerson: true },
}

export const OUTCOME_GROUPS: readonly OutcomeGroup[] = ['spoke', 'not_reached', 'number', 'stop']
export const outcomeOf = (code: OutcomeCode): Outcome => ({ code, ...table[code] })
export const outcomesIn = (group: OutcomeGroup): OutcomeCode[] => OUTCOME_CODES.filter(code => table[code].group === group)

/** Results that make sense: a person who contacts us was reached, and a letter does not hang up. */
export function outcomesFor(direction: 'in' | 'out', kind: ActionKind): OutcomeCode[] {
  if (direction === 'out') return [...OUTCOME_CODES]
  const spoken = OUTCOME_CODES.filter(code => ['spoke', 'stop'].includes(table[code].group))
  return kind === 'call' ? spoken : spoken.filter(code => code !== 'HU')
}
