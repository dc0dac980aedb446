import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '@/lib/dates'
import { cents } from '@/lib/money'
import { firstReport, monthEnd, monthsDue, reportOn } from './months'
import type { Reckoned, ReportContent } from './report-line'
import { heldReason, lateKey, type Notice } from './telling'

const day = localDate
const aContent = (over: Partial<ReportContent> = {}): ReportContent => ({
  openedOn: day('2026-01-01'),
  closedOn: null,
  accountState: 'active',
  statusCode: '1',
  riskClass: 'special_mention',
  arrangement: 'none',
  balanceCents: cents(1),
  overdueCents: cents(1),
  dpd: 5,
  isDisputed: false,
  ...over,
})
const overdue: Reckoned = { content: aContent(), overdueSince: day('2026-05-26') }
const telling = { now: new Date('2026-06-08T00:00:00+08:00'), timeZone: 'Asia/Shanghai', noticeDays: 7 }
const handed = (moment: string, isOfSettlement = false): Notice => ({ status: 'handed', handedAt: new Date(moment), isOfSettlement })

describe('bad information is held', () => {
  it.each<[string, Reckoned, Notice[], string | null]>([
    ['nobody told', overdue, [], 'not_told'],
    ['told on the last day of the month', overdue, [handed('2026-05-31T23:59:00+08:00')], null],
    ['told a minute too late', overdue, [handed('2026-06-01T00:01:00+08:00')], 'told_too_late'],
    ['told of an earlier arrear only', overdue, [handed('2026-05-20T12:00:00+08:00')], 'not_told'],
    ['told on the due date itself, before it was overdue', overdue, [handed('2026-05-26T23:00:00+08:00')], 'not_told'],
    ['the notice waits', overdue, [{ status: 'queued', handedAt: null, isOfSettlement: false }], 'not_told'],
    ['every notice was blocked', overdue, [{ status: 'blocked', handedAt: null, isOfSettlement: false }], 'notice_blocked'],
    ['one was blocked, another came through', overdue, [{ status: 'failed', handedAt: null, isOfSettlement: false }, handed('2026-05-27T12:00:00+08:00')], null],
    ['told of the settlement, not of the arrear', overdue, [handed('2026-05-27T12:00:00+08:00', true)], 'not_told'],
    ['a settlement needs its own notice', { content: aContent({ accountState: 'settled_for_less', dpd: 0 }), overdueSince: null }, [handed('2026-05-27T12:00:00+08:00')], 'not_told'],
    ['a settlement that was told of', { content: aContent({ accountState: 'settled_for_less', dpd: 0 }), overdueSince: null }, [handed('2026-05-27T12:00:00+08:00', true)], null],
    ['nothing bad to tell', { content: aContent({ dpd: 0, statusCode: 'N' }), overdueSince: null }, [], null],
    ['written off is bad', { content: aContent({ accountState: 'written_off', dpd: 0 }), overdueSince: null }, [], 'not_told'],
  ])('%s', (_, reckoned, notices, expected) => expect(heldReason(reckoned, notices, telling)).toBe(expected))

  it('another notice is written only where the first could not be sent', () => {
    const asOf = day('2026-05-31')
    expect(lateKey('l', asOf, overdue, 'not_told')).toBe('credit_notice:l:2026-05-26')
    expect(lateKey('l', asOf, overdue, 'notice_blocked')).toBe('credit_notice:l:late:2026-05-31')
  })
})

describe('months', () => {
  it('end where they end', () => expect(['2026-02-01', '2028-02-29', '2026-12-31'].map(date => monthEnd(day(date)))).toEqual(['2026-02-28', '2028-02-29', '2026-12-31']))

  it('may be reported when whoever was told on the last day was told in time', () => expect(reportOn(day('2026-05-31'), 7)).toBe('2026-06-08'))

  it.each<[string, string | null, string[]]>([
    ['2026-06-07', null, []],
    ['2026-06-08', null, ['2026-05-31']],
    ['2026-06-08', '2026-05-31', []],
    ['2026-06-07', '2026-03-31', ['2026-04-30']],
    ['2026-07-01', '2026-04-30', ['2026-05-31']],
    ['2027-01-10', '2026-10-31', ['2026-11-30', '2026-12-31']],
  ])('on %s after %s', (today, last, due) => expect(monthsDue(day(today), 7, last === null ? null : day(last))).toEqual(due))

  it.each<[string, string, string, string]>([
    ['2026-06-07', '2026-06-07', '2026-05-31', '2026-06-08'],
    ['2026-06-08', '2026-06-08', '2026-05-31', '2026-06-08'],
    ['2026-06-08', '2026-06-09', '2026-05-31', '2026-06-09'],
    ['2026-06-20', '2026-06-21', '2026-05-31', '2026-06-21'],
    ['2026-06-30', '2026-07-01', '2026-06-30', '2026-07-08'],
  ])('on %s, next looked at on %s, the first is of %s and made on %s', (today, next, asOf, on) => expect(firstReport(day(today), day(next), 7)).toEqual({ asOf, on }))

  it('come each once and as foreseen, whatever the notice that a lender may ask for', () => {
    for (let noticeDays = 1; noticeDays <= 60; noticeDays++) {
      const begun = localDate('2026-11-26')
      const foreseen = firstReport(begun, addDays(begun, 1), noticeDays)
      const made: { asOf: string; on: string }[] = []
      for (let on = addDays(begun, 1); on < '2027-12-01'; on = addDays(on, 1)) {
        const last = made.at(-1)?.asOf
        for (const asOf of monthsDue(on, noticeDays, last ? localDate(last) : null)) made.push({ asOf, on })
      }
      expect(made[0], `${noticeDays} days`).toEqual(foreseen)
      expect(made.every(({ asOf, on }) => on >= reportOn(localDate(asOf), noticeDays))).toBe(true)
      for (const [i, { asOf }] of made.entries()) if (i > 0) expect(asOf).toBe(monthEnd(addDays(localDate(made[i - 1]?.asOf ?? ''), 1)))
      expect(made.length).toBeGreaterThan(9)
    }
  })
})
