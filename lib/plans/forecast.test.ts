import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastMiss, type ForecastFacts } from './forecast'

const quiet: ForecastFacts = {
  isLateNow: false,
  wasLastLate: false,
  paidOnLastGraceDay: false,
  timesChanged: 0,
  isPartPaid: false,
  isCheckInUnanswered: false,
  saidMove: false,
  saidChanged: false,
  isFirstAfterRelief: false,
  hasBrokenBefore: false,
}
const rank = { low: 0, watch: 1, likely: 2 }

describe('forecast of the next miss', () => {
  it.each([
    ['a quiet plan', {}, 'low', 0, []],
    ['one change', { timesChanged: 1 }, 'low', 10, ['changed_once']],
    ['two changes weigh more than one, not both', { timesChanged: 2 }, 'low', 20, ['changed_twice']],
    ['late last time, on the last day of grace', { wasLastLate: true, paidOnLastGraceDay: true }, 'watch', 35, ['last_late', 'last_grace_day']],
    ['a question without an answer before the first full instalment', { isCheckInUnanswered: true, isFirstAfterRelief: true }, 'watch', 30, ['check_in_unanswered', 'first_after_relief']],
    ['a change of income', { saidChanged: true, isPartPaid: true }, 'likely', 50, ['said_changed', 'part_paid']],
    ['late now after a break', { isLateNow: true, hasBrokenBefore: true }, 'likely', 60, ['late_now', 'broken_before']],
  ])('%s', (_, change, level, score, codes) => {
    const forecast = forecastMiss({ ...quiet, ...change })
    expect({ level: forecast.level, score: forecast.score, codes: forecast.signals.map(signal => signal.code) }).toEqual({ level, score, codes })
  })

  it('never falls when there is one signal more', () => {
    const facts = fc.record({
      isLateNow: fc.boolean(),
      wasLastLate: fc.boolean(),
      paidOnLastGraceDay: fc.boolean(),
      timesChanged: fc.integer({ min: 0, max: 3 }),
      isPartPaid: fc.boolean(),
      isCheckInUnanswered: fc.boolean(),
      saidMove: fc.boolean(),
      saidChanged: fc.boolean(),
      isFirstAfterRelief: fc.boolean(),
      hasBrokenBefore: fc.boolean(),
    })
    const names = Object.keys(quiet) as (keyof ForecastFacts)[]
    fc.assert(
      fc.property(facts, fc.constantFrom(...names), (before, name) => {
        const after = { ...before, [name]: name === 'timesChanged' ? before.timesChanged + 1 : true }
        const [one, more] = [forecastMiss(before), forecastMiss(after)]
        expect(more.score).toBeGreaterThanOrEqual(one.score)
        expect(rank[more.level]).toBeGreaterThanOrEqual(rank[one.level])
        expect(more.score).toBe(more.signals.reduce((sum, signal) => sum + signal.points, 0))
      }),
    )
  })
})
