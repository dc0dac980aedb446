import { describe, expect, it } from 'vitest'
import { isLocale, isTheme, pickLocale } from './preferences'

describe('pickLocale', () => {
  it.each([
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-CN'],
    ['en-GB,en;q=0.9', 'en'],
    ['fr,en;q=0.5,zh;q=0.7', 'zh-CN'],
    ['en;q=0,zh;q=0.1', 'zh-CN'],
    ['fr, de', null],
    ['', null],
    [null, null],
    ['zhx,enx', null],
  ])('%s is read as %s', (header, locale) => {
    expect(pickLocale(header)).toBe(locale)
  })
})

it('knows only the values it offers', () => {
  expect([isLocale('en'), isLocale('EN'), isLocale(undefined), isTheme('system'), isTheme('blue'), isTheme(null)]).toEqual([
    true,
    false,
    false,
    true,
    false,
    false,
  ])
})
