import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskName, placeholders, render, unknownPlaceholders } from './render'

describe('render', () => {
  it('puts values in, and writes dates out in the reader’s language', () => {
    const values = { name: '王*明', date: '2026-11-30', amount: '¥1,234.50' }
    expect(render('{name}：{amount}，{date}', values, 'zh-CN', 'sms')).toBe('王*明：¥1,234.50，2026年11月30日')
    expect(render('{name}: {amount} on {date}', values, 'en', 'sms')).toBe('王*明: ¥1,234.50 on 30 November 2026')
  })

  it('leaves an optional part out when one of its values is missing', () => {
    expect(render('Due[[ on {date}]][[ ({contract}, {days})]].', { date: '2026-11-30', contract: 'A1' }, 'en', 'email')).toBe(
      'Due on 30 November 2026.',
    )
  })

  it('refuses names that are not on the list, in template and values', () => {
    expect(() => render('{secret}', {}, 'en', 'sms')).toThrow('not on the list')
    expect(() => render('x', { constructor: 'y' }, 'en', 'sms')).toThrow('not on the list')
    expect(() => render('{amount}', {}, 'en', 'sms')).toThrow('needs a value')
    expect(unknownPlaceholders('{name} {__proto__} {}')).toEqual(['__proto__', ''])
  })

  it('never reads a value as a template', () => {
    fc.assert(
      fc.property(fc.constantFrom(...placeholders), fc.string(), (name, value) => {
        const shown = render(`<{${name}}>`, { [name]: `${value}{code}[[x]]` }, 'en', 'email')
        expect(shown.endsWith('{code}[[x]]>')).toBe(true)
      }),
    )
  })

  it('keeps a text message on one line and drops control and direction characters', () => {
    expect(render('{reason}', { reason: 'a\nb\u202e c\u0000' }, 'en', 'sms')).toBe('a b c')
  })
})

describe('maskName', () => {
  it.each([
    ['王明', '王*'],
    ['王小明', '王*明'],
    ['欧阳小明', '欧**明'],
    ['Sam Jones', 'Sam J.'],
    ['Sam', 'Sam'],
  ])('%s', (name, masked) => expect(maskName(name)).toBe(masked))
})
