import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { queryTokensOf, searchTokensOf } from './search'

const lender = '01900000-0000-7000-8000-000000000001'
const other = '01900000-0000-7000-8000-000000000002'

beforeAll(() => {
  Object.assign(process.env, {
    DATABASE_URL: 'postgres://nobody@localhost/none',
    WORKER_DATABASE_URL: 'postgres://nobody@localhost/none',
    NEXTAUTH_SECRET: Buffer.alloc(32, 3).toString('base64'),
    LEEWAY_FILES_DIR: 'none',
    LEEWAY_FIELD_KEY: Buffer.alloc(32, 1).toString('base64'),
    LEEWAY_INDEX_KEY: Buffer.alloc(32, 2).toString('base64'),
  })
})

const zhang = { name: '张小伟', numbers: ['AH-2026-000123', 'C000777'], phones: ['+8613800138000'] }

function finds(typed: string, who = zhang, lenderId = lender) {
  const tokens = new Set(searchTokensOf(lenderId, who).map(token => token.toString('base64')))
  const groups = queryTokensOf(lenderId, typed, 'CN')
  return groups.length > 0 && groups.every(group => group.some(token => tokens.has(token.toString('base64'))))
}

test.each([
  '张',
  '小伟',
  '张小伟',
  '伟',
  'zhangxiaowei',
  'zhang xiaowei',
  'Zhang',
  'zxw',
  'zhangx',
  'AH-2026-000123',
  'ah2026000123',
  '000123',
  '123',
  'C000777',
  '777',
  '13800138000',
  '138 0013 8000'.replaceAll(' ', ''),
  '+86 13800138000'.replace(' ', ''),
  '8000',
  '张小 000123',
])('finds by %s', typed => expect(finds(typed)).toBe(true))

test.each(['李', '张伟', 'wang', '13800138001', '8001', '000124', '张小伟 wang', '', '   ', '!!'])('does not find by %s', typed =>
  expect(finds(typed)).toBe(false),
)

test('a surname is read as a surname', () => {
  expect(finds('zeng', { ...zhang, name: '曾红' })).toBe(true)
  expect(finds('shan', { ...zhang, name: '单雄' })).toBe(true)
})

test('latin names by word and by beginning', () => {
  const mary = { name: "Mary O'Brien-Smith", numbers: [], phones: ['+12025550123'] }
  for (const typed of ['mary', 'MA', 'brien', 'smith mary']) expect(finds(typed, mary)).toBe(true)
  expect(finds('ary', mary)).toBe(false)
})

test('a phone never stands in clear and never matches across lenders', () => {
  const tokens = searchTokensOf(lender, { name: '', numbers: [], phones: ['+8613800138000'] })
  expect(tokens.every(token => !token.toString('utf8').includes('8000'))).toBe(true)
  const theirs = new Set(
    searchTokensOf(other, { name: '', numbers: [], phones: ['+8613800138000'] }).map(token => token.toString('base64')),
  )
  expect(tokens.some(token => theirs.has(token.toString('base64')))).toBe(false)
})

test('anyone is found by the whole of their own Chinese name', () => {
  const name = fc
    .array(fc.constantFrom(...'王李张刘陈杨赵黄周吴曾单仇伟芳娜敏静丽强磊军洋'), { minLength: 1, maxLength: 4 })
    .map(parts => parts.join(''))
  fc.assert(fc.property(name, given => finds(given, { ...zhang, name: given })))
})
