import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateInWords, momentInWords, relativeWords } from './date-words'

describe('relativeWords', () => {
  it.each([
    ['2026-11-23', '2026-11-23', 'en', 'today'],
    ['2026-11-24', '2026-11-23', 'zh-CN', '明天'],
    ['2026-11-22', '2026-11-23', 'en', 'yesterday'],
    ['2027-02-23', '2026-11-23', 'en', 'in 3 months'],
  ])('%s seen on %s in %s is "%s"', (value, today, locale, words) => {
    expect(relativeWords(value, today, locale)).toBe(words)
  })

  it('counts whole elapsed units between moments', () => {
    const now = new Date('2026-11-23T08:30:00Z')
    expect(relativeWords(new Date('2026-11-23T06:05:00Z'), now, 'en')).toBe('2 hours ago')
    expect(relativeWords(new Date('2026-11-23T08:29:30Z'), now, 'en')).toBe('now')
    expect(relativeWords(new Date('2025-06-01T00:00:00Z'), now, 'en')).toBe('last year')
  })

  it('says something for every pair of moments', () => {
    const moment = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    fc.assert(fc.property(moment, moment, (a, b) => relativeWords(a, b, 'zh-CN').length > 0))
  })
})

describe('exact words', () => {
  it('keep the calendar date whatever the zone of the process', () => {
    expect(dateInWords('2026-11-22', 'en')).toBe('2026-11-22 Sun')
    expect(momentInWords(new Date('2026-11-22T16:30:00Z'), 'en', 'Asia/Shanghai')).toBe('2026-11-23 00:30 Mon')
    expect(momentInWords(new Date('2026-11-22T16:30:00Z'), 'en', 'America/New_York')).toBe('2026-11-22 11:30 Sun')
  })
})
