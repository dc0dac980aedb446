import { describe, expect, it } from 'vitest'
import { readEnv } from './env'

const key = (byte: number) => Buffer.alloc(32, byte).toString('base64')
const complete = () => ({
  DATABASE_URL: 'postgres://app:secret@db:5432/leeway',
  WORKER_DATABASE_URL: 'postgres://worker:secret@db:5432/leeway',
  NEXTAUTH_SECRET: 'a'.repeat(32),
  LEEWAY_FIELD_KEY: key(1),
  LEEWAY_INDEX_KEY: key(2),
  LEEWAY_FILES_DIR: '/var/lib/leeway',
})

describe('readEnv', () => {
  it('fills what has a default and leaves the demo off', () => {
    expect(readEnv(complete())).toMatchObject({ PORT: 3000, LEEWAY_DEMO: false, LEEWAY_CLOCK_OFFSET_DAYS: 0, LOG_LEVEL: 'info' })
  })

  it('names every missing value at once', () => {
    const names = Object.keys(complete())
    expect(() => readEnv({})).toThrow(new RegExp(names.map(name => `${name} is missing`).join('[^]*')))
  })

  it.each([
    ['DATABASE_URL', 'mysql://x'],
    ['NEXTAUTH_SECRET', 'short'],
    ['LEEWAY_FIELD_KEY', 'bm90IDMyIGJ5dGVz'],
    ['LEEWAY_INDEX_KEY', `${'A'.repeat(42)}!=`],
    ['LEEWAY_FILES_DIR', ''],
    ['LEEWAY_DEMO', 'yes'],
    ['PORT', '70000'],
    ['LEEWAY_PUBLIC_URL', 'not an address'],
    ['LEEWAY_PAYMENT_PROVIDER_URL', 'not an address'],
    ['LEEWAY_PAYMENT_PROVIDER_KEY', 'too short'],
    ['LOG_LEVEL', 'loud'],
    ['LEEWAY_CLOCK_OFFSET_DAYS', 'soon'],
  ])('names a wrong %s and never prints its value', (name, value) => {
    const message = messageOf(() => readEnv({ ...complete(), [name]: value }))
    expect(message).toContain(`  ${name} `)
    if (value.length > 4) expect(message).not.toContain(value)
  })

  it('lets only the demo move the clock in production', () => {
    const moved = { ...complete(), NODE_ENV: 'production', LEEWAY_PUBLIC_URL: 'https://a.example', LEEWAY_CLOCK_OFFSET_DAYS: '3' }
    expect(messageOf(() => readEnv(moved))).toContain('LEEWAY_CLOCK_OFFSET_DAYS')
    expect(readEnv({ ...moved, LEEWAY_DEMO: '1' }).LEEWAY_CLOCK_OFFSET_DAYS).toBe(3)
  })

  it('asks for the public address in production, and for one address only', () => {
    const production = { ...complete(), NODE_ENV: 'production' }
    expect(messageOf(() => readEnv(production))).toContain('LEEWAY_PUBLIC_URL is missing')
    const both = { ...production, LEEWAY_PUBLIC_URL: 'https://a.example', NEXTAUTH_URL: 'https://a.example/' }
    expect(readEnv(both).LEEWAY_PUBLIC_URL).toBe('https://a.example')
    expect(messageOf(() => readEnv({ ...both, NEXTAUTH_URL: 'https://b.example' }))).toContain('NEXTAUTH_URL must be')
  })

  it('asks for the key of a named payment provider, and for https outside the demo', () => {
    const named = { ...complete(), LEEWAY_PAYMENT_PROVIDER_URL: 'http://127.0.0.1:4000' }
    expect(messageOf(() => readEnv(named))).toContain('LEEWAY_PAYMENT_PROVIDER_KEY is missing')
    const keyed = { ...named, LEEWAY_PAYMENT_PROVIDER_KEY: 'k'.repeat(16), NODE_ENV: 'production', LEEWAY_PUBLIC_URL: 'https://a.example' }
    expect(messageOf(() => readEnv(keyed))).toContain('LEEWAY_PAYMENT_PROVIDER_URL must begin with https://')
    expect(readEnv({ ...keyed, LEEWAY_DEMO: '1' }).LEEWAY_PAYMENT_PROVIDER_URL).toBe('http://127.0.0.1:4000')
  })

  it('refuses one key for both purposes', () => {
    expect(messageOf(() => readEnv({ ...complete(), LEEWAY_INDEX_KEY: key(1) }))).toContain('LEEWAY_INDEX_KEY must differ')
  })
})

function messageOf(work: () => unknown): string {
  try {
    work()
    return ''
  } catch (error) {
    return (error as Error).message
  }
}
