import { expect, test } from 'vitest'
import { localDate } from '@/lib/dates'
import { nextAction, type NextActionFacts } from './next-action'

const later = new Date('2026-06-16T00:00:00Z')
const much = new Date('2026-07-16T00:00:00Z')
const plain: NextActionFacts = {
  isOpen: true,
  hasOpenApplication: false,
  planRuns: false,
  holds: [],
  promise: null,
  reasonCodes: [],
  calls: [{ allowed: true, nextPermittedAt: null, isNumberAtFault: false }],
  canWrite: true,
}
const blocked = [{ allowed: false, nextPermittedAt: later, isNumberAtFault: false }]

test.each<[string, Partial<NextActionFacts>, string, Date | null]>([
  ['a call that is allowed', {}, 'call', null],
  ['a broken promise says so', { reasonCodes: ['broken_promise'] }, 'call_broken_promise', null],
  ['an answer is owed first', { reasonCodes: ['borrower_replied', 'broken_promise'] }, 'answer_borrower', null],
  ['blocked calls leave writing', { calls: blocked }, 'write', null],
  ['nothing may go out now', { calls: blocked, canWrite: false }, 'call_later', later],
  ['only dead numbers', { calls: [{ allowed: false, nextPermittedAt: null, isNumberAtFault: true }], canWrite: false }, 'find_number', null],
  ['a rule about the person', { calls: [{ allowed: false, nextPermittedAt: null, isNumberAtFault: false }], canWrite: false }, 'stopped', null],
  ['no number at all', { calls: [], canWrite: false }, 'find_number', null],
  ['a closed case', { isOpen: false }, 'none', null],
  ['an application', { hasOpenApplication: true, planRuns: true }, 'review_application', null],
  ['a plan', { planRuns: true, holds: [{ reason: 'dispute', endsAt: later }] }, 'keep_plan', null],
  [
    'a dispute',
    {
      holds: [
        { reason: 'promise', endsAt: much },
        { reason: 'dispute', endsAt: later },
      ],
    },
    'answer_dispute',
    later,
  ],
  [
    'two holds end with the later',
    {
      holds: [
        { reason: 'other', endsAt: later },
        { reason: 'illness', endsAt: much },
      ],
    },
    'wait_hold',
    much,
  ],
])('%s', (_, change, action, at) => expect(nextAction({ ...plain, ...change })).toMatchObject({ action, at }))

test('a promise waits for its day', () => {
  const facts = { ...plain, promise: { dueOn: localDate('2026-06-20') }, holds: [{ reason: 'promise', endsAt: much }] }
  expect(nextAction(facts)).toEqual({ action: 'wait_promise', at: null, on: '2026-06-20' })
})

test('never advises to contact while anything protects the person', () => {
  const contacting = new Set(['call', 'call_broken_promise', 'call_later', 'write'])
  for (const change of [
    { isOpen: false },
    { hasOpenApplication: true },
    { planRuns: true },
    { holds: [{ reason: 'illness', endsAt: much }] },
  ]) {
    for (const reasonCodes of [[], ['broken_promise'], ['borrower_replied']]) {
      expect(contacting.has(nextAction({ ...plain, ...change, reasonCodes }).action)).toBe(false)
    }
  }
})
