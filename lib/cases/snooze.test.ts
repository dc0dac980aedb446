import { describe, expect, it } from 'vitest'
import { asleepUntil } from './snooze'

const at = (text: string) => new Date(text)

describe('when a sleeping case comes back', () => {
  const zone = 'Asia/Shanghai'
  const now = at('2026-06-15T04:00:00Z')

  it.each([
    ['no moment', null, null],
    ['this very moment', '2026-06-15T04:00:00Z', null],
    ['a moment that has passed', '2026-06-15T03:59:59Z', null],
    ['a second ahead', '2026-06-15T04:00:01Z', '12:00'],
    ['later today', '2026-06-15T06:05:00Z', '14:05'],
    ['the start of tomorrow', '2026-06-15T16:00:00Z', '2026-06-16'],
    ['an hour of tomorrow', '2026-06-16T00:00:00Z', '2026-06-16 08:00'],
  ])('%s', (_, wakesAt, said) => {
    expect(asleepUntil(wakesAt === null ? null : at(wakesAt), now, zone)).toBe(said)
  })

  it('keeps to the wall clock over a change of the clocks', () => {
    expect(asleepUntil(at('2026-11-01T05:00:00Z'), at('2026-10-31T12:00:00Z'), 'America/New_York')).toBe('2026-11-01 01:00')
    expect(asleepUntil(at('2026-11-01T04:00:00Z'), at('2026-10-31T12:00:00Z'), 'America/New_York')).toBe('2026-11-01')
  })
})
