import { expect, it } from 'vitest'
import { localDate } from '../dates'
import { trackOf, type TrackFacts } from './track'

const missed: TrackFacts = { today: localDate('2026-06-15'), oldestUnpaidDueOn: localDate('2026-05-20'), application: null, plan: null }
const sent = { status: 'submitted', submittedOn: localDate('2026-06-15'), decideBy: localDate('2026-06-25'), decidedOn: null }
const states = (facts: TrackFacts) => trackOf(facts).map(step => step.state).join(' ')

it('moves on with each thing that happens', () => {
  expect(states(missed)).toBe('done current todo todo todo')
  expect(states({ ...missed, application: { ...sent, status: 'draft', submittedOn: null, decideBy: null } })).toBe('done current todo todo todo')
  expect(states({ ...missed, application: sent })).toBe('done done current todo todo')
  expect(states({ ...missed, application: { ...sent, status: 'declined' } })).toBe('done done done done todo')
  expect(states({ ...missed, application: { ...sent, status: 'approved' }, plan: { status: 'offer', activeFrom: null, lastDueOn: localDate('2027-06-20') } })).toBe('done done done done current')
})

it('has a date beside what is known', () => {
  expect(trackOf({ ...missed, application: sent }).map(step => step.on)).toEqual(['2026-05-20', '2026-06-15', '2026-06-25', null, null])
  const answered = { ...sent, status: 'declined', decidedOn: localDate('2026-06-20') }
  expect(trackOf({ ...missed, oldestUnpaidDueOn: localDate('2026-07-01'), application: answered }).map(step => step.on)).toEqual([null, '2026-06-15', null, '2026-06-20', null])
})
