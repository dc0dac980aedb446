import { describe, expect, it } from 'vitest'
import { localDate } from '@/lib/dates'
import { calculators } from './calculators'
import vectors from './vectors.json'

const today = localDate('2026-11-25')

describe('vectors', () => {
  it.each(vectors.map(({ id, ...row }) => [id, row] as const))('%s', (_id, { calculator: name, body, answer }) => {
    const calculator = calculators.find(one => one.name === name)
    const given = calculator?.answer(body, today)
    expect(given).toMatchObject({ ...answer, source: calculator?.source })
    expect(calculator?.output.safeParse(given).error).toBeUndefined()
  })
})
