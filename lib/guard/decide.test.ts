import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addHours, atSecond, dateIn, localDate } from '../dates'
import { assessContact, type ContactAction, type GuardFacts } from './decide'
import { mergeContactRules } from './packs'

const china = mergeContactRules(['cn-gbt-45251-2025', 'cn-cba-2026'])
const usa = mergeContactRules(['us-reg-f'], { attemptsPerPersonPerDay: 30 })
const call: ContactAction = { kind: 'call', purpose: 'collection', contactPointId: 'a' }
const facts = (change: Partial<GuardFacts> = {}): GuardFacts => ({
  timeZone: 'Asia/Shanghai',
  point: { kind: 'phone', relation: 'self', validity: 'valid', consent: 'unknown' },
  planInForce: false,
  holds: [],
  calls: [],
  conversations: [],
  ...change,
})
const shanghai = (time: string) => new Date(`2026-06-15T${time}+08:00`)
const rulesOf = (answer: ReturnType<typeof assessContact>) => answer.reasons.map(reason => reason.rule)

describe('vectors', () => {
  it.each([
    ['21:59:59', 'allowed', null],
    ['22:00:00', 'blocked', '2026-06-16T00:00:00.000Z'],
    ['07:59:59', 'blocked', '2026-06-15T00:00:00.000Z'],
    ['08:00:00', 'allowed', null],
  ])('C1: a call at %s in Shanghai is %s', (time, outcome, next) => {
    const answer = assessContact(china, facts(), call, shanghai(time))
    expect([answer.outcome, answer.nextPermittedAt?.toISOString() ?? null]).toEqual([outcome, next])
  })

  it('C3: after three effective calls a fourth waits for the next day at eight', () => {
    const calls = ['09:00:00', '10:00:00', '11:00:00'].map(time => ({ at: shanghai(time), contactPointId: 'a', outcome: 'RPC' }))
    const answer = assessContact(china, facts({ calls }), call, shanghai('12:00:00'))
    expect(rulesOf(answer)).toEqual(['conversations_per_day'])
    expect(answer.nextPermittedAt?.toISOString()).toBe('2026-06-16T00:00:00.000Z')
  })

  it('C9: a plan in force blocks a collection call and lets a reminder of it pass', () => {
    const inPlan = facts({ planInForce: true })
    expect(assessContact(china, inPlan, call, shanghai('12:00:00'))).toMatchObject({ outcome: 'blocked', nextPermittedAt: null })
    expect(assessContact(china, inPlan, { kind: 'sms', purpose: 'plan_reminder', contactPointId: 'a' }, shanghai('12:00:00')).outcome).toBe('allowed')
  })

  it.each([
    ['08:00:00', 'allowed'],
    ['21:00:00', 'allowed'],
    ['21:00:01', 'blocked'],
    ['07:59:59', 'blocked'],
  ])('G11: Reg F at local %s is %s', (time, outcome) => {
    expect(assessContact(usa, facts({ timeZone: 'America/New_York' }), call, new Date(`2026-06-15T${time}-04:00`)).outcome).toBe(outcome)
  })

  it('G1: a conversation on Monday blocks calls until the following Monday', () => {
    const monday = localDate('2026-06-15')
    const spoken = facts({ timeZone: 'America/New_York', conversations: [atSecond(monday, 36_000, 'America/New_York')] })
    for (let days = 0; days < 7; days++) {
      const answer = assessContact(usa, spoken, call, atSecond(addDays(monday, days), 43_200, 'America/New_York'))
      expect(rulesOf(answer)).toEqual(['cool_down'])
      expect(dateIn(answer.nextPermittedAt ?? new Date(0), 'America/New_York')).toBe('2026-06-22')
    }
  })

  it('G4 and G8: the eighth connected call waits for the first to leave the window; busy does not count', () => {
    const at = (days: number) => atSecond(addDays(localDate('2026-06-10'), days), 43_200, 'America/New_York')
    const calls = [0, 1, 2, 3, 4, 4, 5].map(days => ({ at: at(days), contactPointId: 'a', outcome: 'LM' }))
    const busy = calls.map((one, i) => (i === 0 ? { ...one, outcome: 'BUSY' } : one))
    const now = addHours(at(5), 2)
    const answer = assessContact(usa, facts({ timeZone: 'America/New_York', calls }), call, now)
    expect(rulesOf(answer)).toEqual(['calls_per_seven_days'])
    expect(dateIn(answer.nextPermittedAt ?? new Date(0), 'America/New_York')).toBe('2026-06-17')
    expect(assessContact(usa, facts({ timeZone: 'America/New_York', calls: busy }), call, now).outcome).toBe('allowed')
  })
})

const someFacts = fc.record({
  timeZone: fc.constantFrom('Asia/Shanghai', 'America/New_York', 'Europe/London', 'Asia/Kathmandu'),
  offsets: fc.array(fc.record({ hours: fc.integer({ min: 0, max: 190 }), outcome: fc.constantFrom(null, 'NA', 'RPC', 'BUSY', 'LM'), point: fc.constantFrom('a', 'b') }), { maxLength: 12 }),
  hold: fc.option(fc.integer({ min: 1, max: 2000 })),
  at: fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2026-12-31') }),
})
const build = (drawn: { timeZone: string; offsets: { hours: number; outcome: string | null; point: string }[]; hold: number | null; at: number }) => {
  const now = new Date(drawn.at)
  const calls = drawn.offsets.map(one => ({ at: addHours(now, -one.hours), contactPointId: one.point, outcome: one.outcome }))
  const holds = drawn.hold === null ? [] : [{ reason: 'hardship', startsAt: addHours(now, -1), endsAt: addHours(now, drawn.hold) }]
  return { now, facts: facts({ timeZone: drawn.timeZone, calls, holds, conversations: calls.filter(one => one.outcome === 'RPC').map(one => one.at) }) }
}

describe('properties', () => {
  it('at nextPermittedAt the same call is allowed, and a second before it is not', () => {
    fc.assert(
      fc.property(someFacts, fc.constantFrom(china, usa, mergeContactRules(['us-reg-f', 'cn-cba-2026', 'cn-gbt-45251-2025'])), (drawn, rules) => {
        const { now, facts } = build(drawn)
        const answer = assessContact(rules, facts, call, now)
        if (answer.outcome === 'allowed' || !answer.nextPermittedAt) return
        expect(assessContact(rules, facts, call, answer.nextPermittedAt).outcome).toBe('allowed')
        const before = new Date(answer.nextPermittedAt.getTime() - 1000)
        if (before >= now) expect(assessContact(rules, facts, call, before).outcome).toBe('blocked')
      }),
      { numRuns: 400 },
    )
  })

  it('adding a pack never allows what was blocked, and the order of history does not matter', () => {
    fc.assert(
      fc.property(someFacts, drawn => {
        const { now, facts } = build(drawn)
        const more = mergeContactRules(['cn-gbt-45251-2025', 'cn-cba-2026', 'us-reg-f'])
        if (assessContact(china, facts, call, now).outcome === 'blocked') {
          expect(assessContact(more, facts, call, now).outcome).toBe('blocked')
        }
        const reversed = { ...facts, calls: facts.calls.toReversed() }
        expect(assessContact(china, reversed, call, now)).toEqual(assessContact(china, facts, call, now))
      }),
      { numRuns: 400 },
    )
  })
})
