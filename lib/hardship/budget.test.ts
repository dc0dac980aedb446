import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cents } from '../money'
import { applicationNumber, nextStep, stepAfter, steps } from './application-input'
import { budgetTotals, frequencies, toMonthly } from './budget'
import { holdsCardNumber } from './free-text'

const amount = fc.integer({ min: 0, max: 1_000_000_000 }).map(cents)

it('a year of monthly amounts is a year of weekly ones, to within half a cent a month', () => {
  fc.assert(
    fc.property(amount, amountCents => {
      expect(Math.abs(toMonthly(amountCents, 'weekly') * 12 - amountCents * 52)).toBeLessThanOrEqual(6)
      expect(Math.abs(toMonthly(amountCents, 'fortnightly') * 12 - amountCents * 26)).toBeLessThanOrEqual(6)
      expect(toMonthly(amountCents, 'monthly')).toBe(amountCents)
    }),
  )
})

it('what is left is what comes in less what goes out', () => {
  const line = fc.record({ side: fc.constantFrom('income', 'spending'), amountCents: amount, frequency: fc.constantFrom(...frequencies) })
  fc.assert(
    fc.property(fc.array(line, { maxLength: 20 }), lines => {
      const monthly = lines.map(one => ({ side: one.side, monthlyCents: toMonthly(one.amountCents, one.frequency) }))
      const totals = budgetTotals(monthly)
      expect(totals.leftCents).toBe(monthly.reduce((sum, one) => sum + (one.side === 'income' ? 1 : -1) * one.monthlyCents, 0))
    }),
  )
})

it('finds card numbers however they are written, and no phone, date, loan or ID number', () => {
  for (const card of ['6222021234567894', '4111 1111 1111 1111', 'card:5500-0000-0000-0004.', '378282246310005']) expect(holdsCardNumber(card), card).toBe(true)
  for (const text of ['13800138000', '2026-11-23 12:30', '110105199003078515', 'AH-2026-000318', '4111 1111 1111 1112', '']) expect(holdsCardNumber(text), text).toBe(false)
})

it('goes on where the person stopped', () => {
  const empty = { whatChanged: null, offerFrequency: null, lines: [], consents: {} }
  expect(nextStep(empty)).toBe('changed')
  expect(nextStep({ ...empty, whatChanged: 'other' })).toBe('pay')
  expect(nextStep({ ...empty, whatChanged: 'other', offerFrequency: 'none' })).toBe('money')
  expect(nextStep({ ...empty, whatChanged: 'other', offerFrequency: 'none', lines: [1] })).toBe('proof')
  expect(nextStep({ ...empty, whatChanged: 'other', offerFrequency: 'none', consents: { finance: 'refused' } })).toBe('check')
  expect(steps.map(stepAfter)).toEqual([...steps.slice(1), null])
})

it('gives a reference that can be read out', () => {
  fc.assert(
    fc.property(fc.uuid(), id => {
      expect(applicationNumber(id)).toMatch(/^H-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    }),
  )
})
