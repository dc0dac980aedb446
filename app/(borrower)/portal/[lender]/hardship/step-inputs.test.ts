import { expect, it } from 'vitest'
import { answersOf } from './step-inputs'

const form = (fields: Record<string, string | string[]>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) for (const one of [value].flat()) data.append(name, one)
  return data
}

it('keeps what a half-filled step already says', () => {
  expect(answersOf('changed', form({ whatChanged: 'job_lost', story: '' }))).toEqual({ step: 'changed', whatChanged: 'job_lost', story: null })
  expect(answersOf('pay', form({ frequency: 'monthly', amount: '３００' }))).toEqual({ step: 'pay', amountCents: 30_000, frequency: 'monthly' })
  expect(answersOf('pay', form({ frequency: 'none', amount: '300' }))).toEqual({ step: 'pay', amountCents: 0, frequency: 'none' })
  expect(answersOf('money', form({ amount_wages: '3,200', frequency_wages: 'weekly', amount_food: '' }))).toEqual({
    step: 'money',
    lines: [{ side: 'income', category: 'wages', amountCents: 320_000, frequency: 'weekly' }],
  })
  expect(answersOf('needs', form({ needs: ['large_print', 'more_time'] }))).toEqual({ step: 'needs', needs: ['large_print', 'more_time'] })
  expect(answersOf('needs', form({}))).toEqual({ step: 'needs', needs: [] })
})

it('keeps nothing of what cannot be read yet', () => {
  expect(answersOf('changed', form({ story: 'only words so far' }))).toBeNull()
  expect(answersOf('pay', form({ frequency: 'monthly', amount: '' }))).toBeNull()
  expect(answersOf('pay', form({ frequency: 'monthly', amount: 'much' }))).toBeNull()
  expect(answersOf('check', form({}))).toBeNull()
})
