import { describe, expect, it } from 'vitest'
import { goldenCases, goldenRequest } from './golden'
import { bodyOf, historyRows } from './playground-form'
import { tryRequest } from './playground'
import { shippedPacks } from './shipped-packs'

const night = { packs: 'cn-cba-2026', date: '2026-06-15', time: '22:30', zones: 'Asia/Shanghai', kind: 'call', purpose: 'collection', party: 'borrower', number: '1', debts: 'a b' }
const ask = (fields: Record<string, string | string[]>) => {
  const tried = tryRequest(bodyOf(fields, undefined), shippedPacks)
  if (!('answer' in tried)) throw new Error(JSON.stringify(tried.problems))
  return tried
}
const spoke = (fields: Record<string, string | string[]>) => ask(fields).answer.reasons.map(({ rule }) => rule)

describe('the form as a request', () => {
  it('asks at the wall clock of the person and says when it is allowed again', () => {
    const { answer, request } = ask(night)
    expect(request.at.toISOString()).toBe('2026-06-15T14:30:00.000Z')
    expect(answer.decision).toBe('blocked')
    expect(answer.nextPermittedAt?.toISOString()).toBe('2026-06-16T00:00:00.000Z')
  })

  it('must be allowed in each of several zones', () => {
    const { request } = ask({ ...night, time: '12:00', zones: 'Asia/Shanghai, Europe/London' })
    expect(request.recipientTimeZones).toEqual(['Asia/Shanghai', 'Europe/London'])
  })

  it.each([
    [{ plan: 'kept' }, 'plan_in_force'],
    [{ holds: ['dispute', 'hardship'] }, 'hold_hardship'],
    [{ optOuts: 'call' }, 'opted_out'],
    [{ needs: 'no_calls' }, 'need_no_calls'],
    [{ dead: 'on' }, 'person_dead'],
    [{ numberStatus: 'invalid' }, 'number_invalid'],
  ])('%j is heard by a rule', (facts, like) => {
    const said = spoke({ ...night, time: '12:00', ...facts })
    expect(said, like).not.toEqual(spoke({ ...night, time: '12:00' }))
  })

  it('counts history rows that have a date and leaves out the others', () => {
    const rows = { 'h.date': ['2026-06-15', '2026-06-15', ''], 'h.time': ['09:00', '', '10:00'], 'h.kind': ['call', 'call', 'call'], 'h.outcome': ['conversation', '', ''] }
    const { request } = ask({ ...night, ...rows })
    expect(request.history.map(({ at, outcome }) => [at.toISOString(), outcome])).toEqual([['2026-06-15T01:00:00.000Z', 'conversation'], ['2026-06-15T04:00:00.000Z', null]])
    expect([historyRows({}), historyRows({ ...rows, more: '1' })]).toEqual([1, 4])
  })

  it.each([
    [{ ...night, date: 'soon' }, 'at'],
    [{ ...night, zones: 'Mars/Base' }, 'recipientTimeZone'],
    [{ ...night, packs: 'no-such-pack' }, 'packs'],
    [{ ...night, kind: 'visit', people: 'many' }, 'facts.visit.people'],
  ])('names what is wrong in %j', (fields, path) => {
    expect(tryRequest(bodyOf(fields, undefined), shippedPacks)).toMatchObject({ problems: [{ path }] })
  })
})

describe('the working', () => {
  it('accounts for every rule once, and the spoken ones are those of the answer', () => {
    for (const example of goldenCases) {
      const tried = tryRequest(goldenRequest(example.id), shippedPacks)
      if (!('answer' in tried)) throw new Error(example.id)
      const said = tried.rules.filter(({ standing }) => standing === 'spoke').map(({ rule }) => `${rule.pack}/${rule.id}`)
      expect(said, example.id).toEqual(tried.answer.reasons.map(({ pack, rule }) => `${pack}/${rule}`))
    }
  })
})
