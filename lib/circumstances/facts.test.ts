import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GuardRequest } from '../guard/request'
import { evaluate } from '../guard/evaluate'
import { rulesOfPacks, shippedPacks } from '../guard/shipped-packs'
import { circumstanceKinds, kindsAsked, type CircumstanceKind } from './circumstance'
import { factsOf, type Running } from './facts'

const now = new Date('2026-06-15T04:00:00.000Z')
const since = '2026-06-10T00:00:00.000Z'
const detailOf: Partial<Record<CircumstanceKind, object>> = {
  attorney: { name: 'Li', contact: '010-1' },
  cease: { isWritten: true },
  breathing_space: { space: 'standard', treatmentEndedAt: null },
  validation_notice: { periodEndsOn: '2026-07-10' },
  agreed_times: { from: '22:00', to: '23:30' },
}
const running = (kind: CircumstanceKind, more: Partial<Running> = {}): Running => ({ kind, since, until: null, detail: detailOf[kind] ?? {}, ...more })

const ask = (rows: Running[], packs: string[], action: object = {}, at = now) => {
  const body = { packs, at: at.toISOString(), recipientTimeZone: 'Asia/Shanghai', action: { purpose: 'collection', kind: 'call', ...action }, facts: { ...factsOf(rows, at) } }
  const { rules } = rulesOfPacks(packs)
  const answer = evaluate(rules, GuardRequest.parse(body))
  return [answer.decision, ...answer.reasons.map(({ rule }) => rule)]
}

describe('a circumstance in the guard', () => {
  it.each<[string, CircumstanceKind, string[], object, string[]]>([
    ['a lawyer closes the call to the borrower', 'attorney', [], {}, ['blocked', 'attorney']],
    ['and not the call to the lawyer', 'attorney', ['us-reg-f'], { party: 'attorney' }, ['allowed']],
    ['a request to end contact', 'cease', ['us-reg-f'], {}, ['blocked', 'opted_out', 'opted_out', 'cease_request']],
    ['is kept where no law asks for it', 'cease', [], {}, ['blocked', 'opted_out']],
    ['notices that law requires still go out', 'cease', ['us-reg-f'], { kind: 'letter', purpose: 'required_notice' }, ['allowed']],
    ['death', 'death', [], {}, ['blocked', 'person_dead']],
    ['incapacity', 'incapacity', [], {}, ['blocked', 'person_incapable']],
    ['insolvency', 'insolvency', [], {}, ['blocked', 'person_insolvent']],
    ['breathing space', 'breathing_space', ['uk-conc-7'], {}, ['blocked', 'breathing_space']],
    ['a place not to be visited', 'do_not_visit', [], { kind: 'visit' }, ['blocked', 'do_not_visit']],
    ['a written dispute', 'written_dispute', ['us-reg-f'], { kind: 'letter' }, ['blocked', 'disputed']],
    ['somebody found is not asked about', 'found', ['us-reg-f'], { kind: 'third_party_call', asks: 'location' }, ['blocked', 'third_person_place_unknown']],
  ])('%s', (_name, kind, packs, action, expected) => expect(ask([running(kind)], packs, action)).toEqual(expected))

  it('opens the night where the borrower agreed to it, and ends with its date', () => {
    const night = new Date('2026-06-15T14:30:00.000Z')
    expect(ask([running('agreed_times')], ['cn-gbt-45251-2025'], {}, night)).toEqual(['allowed'])
    expect(ask([], ['cn-gbt-45251-2025'], {}, night)).toEqual(['blocked', 'quiet_hours'])
    expect(ask([running('agreed_times', { until: '2026-06-12T00:00:00.000Z' })], ['cn-gbt-45251-2025'], {}, night)).toEqual(['blocked', 'quiet_hours'])
    expect(ask([running('attorney', { until: '2026-06-12T00:00:00.000Z' })], [])).toEqual(['allowed'])
  })

  it('collects again once verification was sent', () => {
    expect(ask([running('written_dispute'), running('verification_sent')], ['us-reg-f'], { kind: 'letter' })).toEqual(['allowed'])
  })

  it('does not depend on the order of what is on file', () => {
    const some = fc.uniqueArray(fc.constantFrom(...circumstanceKinds), { maxLength: 6 })
    const known = (kinds: CircumstanceKind[]) => factsOf(kinds.map(kind => running(kind)), now)
    fc.assert(fc.property(some, kinds => void expect(known(kinds.toReversed())).toEqual(known(kinds))))
  })
})

it('asks for what some rule asks about, and for nothing else', () => {
  const of = (...packs: string[]) => kindsAsked(rulesOfPacks(packs).rules)
  expect(of()).toEqual(['attorney', 'cease', 'death', 'incapacity', 'insolvency', 'do_not_visit'])
  expect(of('cn-gbt-45251-2025')).toContain('agreed_times')
  expect(of('cn-gbt-45251-2025')).not.toContain('breathing_space')
  expect(kindsAsked(shippedPacks.flatMap(pack => pack.rules))).toEqual([...circumstanceKinds])
})
