import { describe, expect, it } from 'vitest'
import { templateCodes } from '../outbox/template'
import { shippedStrategies } from './shipped-strategies'
import { automaticSteps, stageFor, stages, stepsDue, Strategy } from './strategy'

const ladders = shippedStrategies.map(data => Strategy.parse(data))

describe.each(ladders.map(ladder => [ladder.code, ladder] as const))('%s', (_, ladder) => {
  it('never steps back a stage and ends in legal', () => {
    const reached = Array.from({ length: 400 }, (_, dpd) => stages.indexOf(stageFor(ladder, dpd)))
    expect(reached).toEqual([...reached].sort((a, b) => a - b))
    expect(stageFor(ladder, 0)).toBe('pre_due')
    expect(stageFor(ladder, 1)).toBe('early')
    expect(stageFor(ladder, 399)).toBe('legal')
  })

  it('sends only wordings that exist', () => {
    for (const step of automaticSteps(ladder)) expect(templateCodes).toContain(step.template)
  })

  it('reminds before the due date and writes on the first day', () => {
    expect(stepsDue(ladder, -3).map(step => step.template)).toEqual(['pre_due_reminder'])
    expect(stepsDue(ladder, 1).map(step => step.action)).toContain('sms')
  })
})

it('refuses a ladder whose stage goes down or whose rung is there twice', () => {
  const step = { id: 'A1', fromDpd: 1, toDpd: 2, stage: 'late', action: 'call', name: { en: 'a', 'zh-CN': '甲' } }
  const base = { code: 'x', version: '1', name: { en: 'a', 'zh-CN': '甲' } }
  expect(
    Strategy.safeParse({ ...base, steps: [step, { ...step, id: 'A2', fromDpd: 5, toDpd: 9, stage: 'early' }] }).success,
  ).toBe(false)
  expect(Strategy.safeParse({ ...base, steps: [step, step] }).success).toBe(false)
  expect(Strategy.safeParse({ ...base, steps: [{ ...step, toDpd: 0 }] }).success).toBe(false)
})
