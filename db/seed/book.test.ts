import { describe, expect, it } from 'vitest'
import { addDays, daysBetween, localDate } from '@/lib/dates'
import { coveredCount } from '@/lib/imports/history'
import { checkRow } from '@/lib/imports/row'
import { contractSchedule, rhythmOf } from '@/lib/loans/contract-terms'
import { demoBook } from './book'
import { demoLenders } from './lenders'

describe('the made-up book', () => {
  it.each(['2026-11-25', '2027-01-31', '2028-02-29'])('is taken in whole and stands on %s as late as it says (a month’s last days aside), monthly and fortnightly', day => {
    const today = localDate(day)
    for (const lender of demoLenders.filter(({ currency }) => currency === 'CNY')) {
      const startOn = addDays(today, -40)
      const { loans, people } = demoBook(lender, today, startOn)
      const late = new Set(people.filter(person => person.dpd > 0).map(person => person.serial))
      const seen = { monthly: 0, fortnightly: 0, weekly: 0 }
      for (const { serial, dpd, cells, later } of loans) {
        const asOf = late.has(serial) ? startOn : today
        const { products } = lender.policy
        const checked = checkRow(cells, { asOf, country: 'CN', products })
        if (!checked.loan) throw new Error(JSON.stringify(checked.reasons))
        expect(checked.remarks).toEqual([])
        const rhythm = rhythmOf(checked.loan, products)
        seen[rhythm.frequency] += 1
        const schedule = contractSchedule({ ...checked.loan, ...rhythm })
        const paid = coveredCount(schedule, checked.loan.paidPrincipalCents) + later.filter(({ on }) => on < today).length
        const open = schedule[paid]
        const seenDpd = Math.max(0, open ? daysBetween(open.dueOn, today) : 0)
        expect(seenDpd > 0).toBe(dpd > 0)
        expect(dpd - seenDpd).toBeGreaterThanOrEqual(0)
        expect(dpd - seenDpd).toBeLessThanOrEqual(3)
      }
      expect(Math.min(seen.monthly, seen.fortnightly)).toBeGreaterThan(50)
    }
  })
})
