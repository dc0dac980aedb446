import { describe, expect, it } from 'vitest'
import { readStrategyStep, strategyStep } from './strategy-step'

describe('the rung that sent a message', () => {
  it('is told with the ladder of its day', () => {
    const kept = strategyStep({ code: 'haohuan', version: '3' }, 'first_text')
    expect(readStrategyStep({ strategyStep: kept, key: 'ladder:first_text:a:2026-06-15' })).toEqual({ strategy: 'haohuan v3', step: 'first_text' })
  })

  it.each([
    [{ strategyStep: null, key: 'ladder:first_text:a:2026-06-15' }, { strategy: null, step: 'first_text' }],
    [{ strategyStep: null, key: 'hand:a' }, null],
    [{ strategyStep: 'nonsense', key: 'hand:a' }, null],
    [null, null],
  ])('of %j is %j', (message, told) => expect(readStrategyStep(message)).toEqual(told))
})
