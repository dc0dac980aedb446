import { describe, expect, it } from 'vitest'
import { safeError } from './safe-error'

const database = (message: string, more: object) => Object.assign(new Error(message), { name: 'PostgresError', ...more })
const wrapped = (cause: Error) =>
  new Error('Failed query: insert into borrowers values ($1)\nparams: 张伟,13800138000,zhang@example.cn', { cause })

describe('safeError', () => {
  it.each([
    wrapped(database('duplicate key value violates unique constraint "x_key"', { code: '23505', constraint_name: 'x_key' })),
    wrapped(database('invalid input syntax for type bigint: "13800138000"', { code: '22P02' })),
    wrapped(database('张伟 may not be called', { code: 'P0001' })),
    new SyntaxError('Unexpected token z, "zhang@example.cn 张伟" is not valid JSON'),
    new Error('no person called 张伟 at 138-0013-8000 or +86 138 0013 8000 or zhang@example.cn'),
    '张伟 13800138000 zhang@example.cn',
  ])('keeps no name, number or address of %#', error => {
    expect(JSON.stringify(safeError(error))).not.toMatch(/张|1380|138-|8000|zhang|params/)
  })

  it('keeps what is needed to find the fault', () => {
    const found = safeError(
      wrapped(database('duplicate key value violates unique constraint "x_key"', { code: '23505', constraint_name: 'x_key' })),
    )
    expect(found).toMatchObject({ name: 'PostgresError', code: '23505', place: 'x_key', message: expect.stringContaining('x_key') as string })
    expect(found.stack).toMatch(/^\s+at .*safe-error\.test/)
  })

  it('keeps addresses of machines', () => {
    expect(safeError(new Error('connect ECONNREFUSED 127.0.0.1:5432')).message).toBe('connect ECONNREFUSED 127.0.0.1:5432')
  })
})
